import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import {
  createTwoLawyers,
  hours,
  type Negotiation,
  openMatterForTwo,
  openSession,
} from '../../../tests/support/negotiation.ts'
import { createPerson, type Person } from '../../../tests/support/people.ts'
import { openTable, type Table } from '../../../tests/support/table.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { waitUntilBlocked } from '../../../tests/support/wait-until-blocked.ts'
import { SIDES } from '../../domain/side.ts'
import { transact } from '../db/transact.ts'
import { lockSession } from './session-store.ts'
import { takeSeat } from './take-seat.ts'

let server: TestServer
let people: Negotiation['people']
let member: Person
let negotiation: Negotiation
let table: Table

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  people = await createTwoLawyers(server)
  member = await createPerson(server.ctx, { firm: 'Reyes Law' })
})
afterAll(() => server.close())

beforeEach(async () => {
  server.clock.advance(hours(48))
  negotiation = await openMatterForTwo(server, { people })
  await openSession(negotiation)
  table = openTable(negotiation, server.services)
  for (const side of SIDES) await table.join(side)
})

const done = { result: 'done', code: null, nextPossibleAt: null }
const refusal = (code: string) => ({ result: 'refused', code, nextPossibleAt: null })

async function dealRows() {
  return server.ctx.db.selectFrom('deals').selectAll().where('matterId', '=', negotiation.matterId).execute()
}

/**
 * Runs `first` and `second` so that both wait for the session before either goes on: the order is the lock's. `meanwhile`
 * happens while both wait.
 */
async function race<A, B>(
  first: () => Promise<A>,
  second: () => Promise<B>,
  meanwhile: () => void = () => {},
): Promise<[A, B]> {
  const { session } = await table.join('plaintiff')
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  const { promise: isHeld, resolve: tellHeld } = Promise.withResolvers<void>()
  const holding = server.ctx.db.transaction().execute(async (tx) => {
    await lockSession(tx, session.id)
    tellHeld()
    await held
  })
  await isHeld
  try {
    const a = first()
    await waitUntilBlocked(server.ctx.db)
    const b = second()
    await waitUntilBlocked(server.ctx.db, 2)
    meanwhile()
    letGo()
    return await Promise.all([a, b])
  } finally {
    letGo()
    await holding
  }
}

async function joinTeam(): Promise<void> {
  const { seat } = await table.join('plaintiff')
  const place = { matterId: negotiation.matterId, seatId: seat.id, userId: member.viewer.userId }
  await server.ctx.db
    .insertInto('seatPeople')
    .values({ id: randomUUID(), ...place, role: 'member', addedAt: server.clock.now(), removedAt: null })
    .execute()
}

describe('both sides at once', () => {
  test('cross: one deal, and the bonus to the side that was there first', async () => {
    server.clock.advance(hours(48))
    await table.read('plaintiff')
    const demand = await table.seal('plaintiff', 'adjustment', 100_000_00n)
    const offer = await table.seal('defendant', 'adjustment', 100_000_00n)
    server.clock.advance(1)
    const answers = await race(
      () => table.send('defendant', offer),
      async () => {
        server.clock.advance(1)
        return table.send('plaintiff', demand)
      },
    )
    expect(answers).toEqual([done, done])
    expect(await dealRows()).toMatchObject([{ dealNumberCents: 10_000_000, settlementCents: 10_000_000 }])
  })

  test('cross some time apart: the bonus goes to whoever was first to get the lock', async () => {
    server.clock.advance(hours(48))
    await table.enter('plaintiff', 'adjustment', 100_000_00n)
    server.clock.advance(1)
    const [low, high] = [
      await table.seal('defendant', 'adjustment', 90_000_00n),
      await table.seal('defendant', 'adjustment', 100_000_00n),
    ]
    await race(
      () => table.send('defendant', low),
      () => table.send('defendant', high),
    )
    expect(await dealRows()).toMatchObject([
      { dealNumberCents: 10_000_000, bonusTo: 'plaintiff', settlementCents: 10_500_000 },
    ])
  })

  test('an entry and the end by the other side: the first holds, the second is too late', async () => {
    const entry = await table.seal('plaintiff', 'opening', 100_000_00n)
    expect(
      await race(
        () => table.end('defendant', 'We stop here.'),
        () => table.send('plaintiff', entry),
      ),
    ).toEqual([done, refusal('session-ended')])
  })

  test('keep running and the end by the other side', async () => {
    expect(
      await race(
        () => table.keepRunning('plaintiff', true),
        () => table.end('defendant'),
      ),
    ).toEqual([done, done])
    expect((await table.read('plaintiff')).view).toMatchObject({
      ending: { kind: 'by-side' },
      sides: { plaintiff: { keepRunning: true } },
    })
  })

  test('both end it: one ending', async () => {
    expect(
      await race(
        () => table.end('plaintiff'),
        () => table.end('defendant'),
      ),
    ).toEqual([done, refusal('session-ended')])
  })
})

test('an entry that waited past the close is refused, and the close is done first', async () => {
  const entry = await table.seal('plaintiff', 'opening', 100_000_00n)
  server.clock.advance(hours(48) - 1)
  const answers = await race(
    () => table.keepRunning('defendant', true),
    () => table.send('plaintiff', entry),
    () => server.clock.advance(1),
  )
  expect(answers[1]).toEqual(refusal('step-changed'))
  expect((await table.read('plaintiff')).view.phase).toBe('adjustment')
})

describe('a new session', () => {
  test('proposed by both sides at once is one', async () => {
    await table.end('plaintiff')
    const { services } = server
    const results = await race(
      () => services.sessions.proposeSession(people.plaintiff.viewer, negotiation.matterId),
      () => services.sessions.proposeSession(people.defendant.viewer, negotiation.matterId),
    )
    // Either may be the first: each does what is due before it takes its place.
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results).toContainEqual({ ok: false, error: 'session-live' })
    const { count } = await server.ctx.db
      .selectFrom('sessions')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('matterId', '=', negotiation.matterId)
      .executeTakeFirstOrThrow()
    expect(count).toBe(2)
  })

  test('proposed while the other seat gets its lead knows of that lead', async () => {
    const { ctx, services } = server
    const { matterId } = negotiation
    await table.end('plaintiff')
    const places = ctx.db.updateTable('seatPeople').where('matterId', '=', matterId)
    await places
      .set({ removedAt: server.clock.now() })
      .where('userId', '=', people.defendant.viewer.userId)
      .execute()
    const { defendant } = people
    const [proposed] = await race(
      () => services.sessions.proposeSession(people.plaintiff.viewer, matterId),
      () =>
        transact(ctx.db, async (tx) => {
          await tx
            .updateTable('seatPeople')
            .set({ removedAt: null })
            .where('matterId', '=', matterId)
            .where('userId', '=', defendant.viewer.userId)
            .execute()
          return takeSeat(ctx, tx, { matterId, side: 'defendant', actor: defendant.viewer.userId })
        }),
    )
    expect(proposed).toMatchObject({ ok: true })
    expect((await table.read('plaintiff')).view.sides.defendant.held).toBe(true)
  })
})

describe('people who change meanwhile', () => {
  test('a lead handing over while an entry waits: the entry stands and is voided, or has no effect', async () => {
    await joinTeam()
    const entry = await table.seal('plaintiff', 'opening', 100_000_00n)
    const handOver = () =>
      server.services.matters.handOverLead(
        people.plaintiff.viewer,
        negotiation.matterId,
        member.viewer.userId,
      )
    expect(await race(() => table.send('plaintiff', entry), handOver)).toEqual([done, { ok: true }])
    expect((await table.read('plaintiff')).view.own?.standing).toBeNull()
    expect(await table.send('plaintiff', entry)).toEqual(refusal('not-allowed'))
  })

  test('an entry that waits for a hand-over comes too late', async () => {
    await joinTeam()
    const entry = await table.seal('plaintiff', 'opening', 100_000_00n)
    const { viewer } = people.plaintiff
    const [handed, sent] = await race(
      () => server.services.matters.handOverLead(viewer, negotiation.matterId, member.viewer.userId),
      () => table.send('plaintiff', entry),
    )
    expect(handed).toEqual({ ok: true })
    expect(sent).toEqual(refusal('not-allowed'))
    expect((await table.read('plaintiff')).view.own?.standing).toBeNull()
  })

  test('a member removed while a command waits has no effect', async () => {
    await joinTeam()
    const { ctx, services } = server
    const { session } = await table.join('plaintiff')
    const removed = await ctx.db.transaction().execute(async (tx) => {
      await lockSession(tx, session.id)
      const sent = services.sessions.endSession(member.viewer, session.id, randomUUID(), { reason: null })
      await waitUntilBlocked(ctx.db)
      const { matterId } = negotiation
      expect(
        await services.matters.removePerson(people.plaintiff.viewer, matterId, member.viewer.userId),
      ).toEqual({ ok: true })
      return { sent }
    })
    expect(await removed.sent).toEqual(refusal('not-found'))
  })
})
