import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import {
  createTwoLawyers,
  hours,
  type Negotiation,
  openMatterForTwo,
  openSession,
} from '../../../tests/support/negotiation.ts'
import { createPerson } from '../../../tests/support/people.ts'
import { openTable, type Table } from '../../../tests/support/table.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { ENTRY_LIMIT } from '../../domain/entry-limit.ts'
import { SIDES } from '../../domain/side.ts'

let server: TestServer
let people: Negotiation['people']
let negotiation: Negotiation
let table: Table

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  people = await createTwoLawyers(server)
})
afterAll(() => server.close())

beforeEach(async () => {
  server.clock.advance(hours(48))
  negotiation = await openMatterForTwo(server, { people })
  await openSession(negotiation)
  table = openTable(negotiation, server.services)
})

const done = { result: 'done', code: null, nextPossibleAt: null }

function propose() {
  return server.services.sessions.proposeSession(people.defendant.viewer, negotiation.matterId)
}

test('after an end without a deal nothing carries over, and the former session takes no command more', async () => {
  await table.enter('plaintiff', 'opening', 100_000_00n)
  await table.keepRunning('plaintiff', true)
  expect(await propose()).toEqual({ ok: false, error: 'session-live' })
  await table.end('plaintiff', 'Too early.')
  const proposed = await propose()
  expect(proposed).toMatchObject({ ok: true })
  const next = openTable(negotiation, server.services)
  for (const side of SIDES) {
    expect(await next.read(side)).toMatchObject({
      session: { ordinal: 2 },
      deal: null,
      view: { phase: 'terms', opensAt: null, settlement: null, ending: null, own: { standing: null } },
    })
  }
  const { view } = await next.read('plaintiff')
  expect(view.sides.plaintiff).toEqual({
    held: true,
    approvedVersion: null,
    wantsSkip: false,
    acceptance: null,
    keepRunning: false,
  })
  expect(await table.enter('plaintiff', 'opening', 100_000_00n)).toMatchObject({ code: 'session-ended' })
  expect(await next.enter('plaintiff', 'opening', 100_000_00n)).toMatchObject({ code: 'not-open-yet' })
})

test('what is due is done first: proposed after the last instant, the session that ended there is followed', async () => {
  const { view } = await table.join('plaintiff')
  server.clock.set((view.opensAt ?? 0) + hours(30 * 24))
  expect(await propose()).toMatchObject({ ok: true })
})

test('the entry limit counts across the sessions of the matter, and says when the next is possible', async () => {
  const first = server.clock.now()
  for (let n = 0; n < ENTRY_LIMIT; n += 1) {
    expect(await table.enter('plaintiff', 'opening', 100_000_00n)).toEqual(done)
  }
  await table.end('plaintiff')
  expect(await propose()).toMatchObject({ ok: true })
  await openSession(negotiation)
  const next = openTable(negotiation, server.services)
  await next.join('plaintiff')
  server.clock.set(first + hours(24) - 1)
  expect(await next.enter('plaintiff', 'opening', 100_000_00n)).toEqual({
    result: 'refused',
    code: 'entry-limit',
    nextPossibleAt: first + hours(24),
  })
  expect(await next.enter('defendant', 'opening', 1_00n)).toEqual(done)
  server.clock.set(first + hours(24))
  expect(await next.enter('plaintiff', 'opening', 100_000_00n)).toEqual(done)
})

test('after a deal there is no further session', async () => {
  await table.enter('plaintiff', 'opening', 100_000_00n)
  await table.enter('defendant', 'opening', 100_000_00n)
  server.clock.advance(hours(48))
  expect(await propose()).toEqual({ ok: false, error: 'deal-made' })
})

test('a change of lead voids the number, and nothing of it reaches the other side', async () => {
  const member = await createPerson(server.ctx, { firm: 'Reyes Law' })
  const { seat } = await table.join('plaintiff')
  const { matterId } = negotiation
  await server.ctx.db
    .insertInto('seatPeople')
    .values({
      id: randomUUID(),
      matterId,
      seatId: seat.id,
      userId: member.viewer.userId,
      role: 'member',
      addedAt: server.clock.now(),
      removedAt: null,
    })
    .execute()
  await table.enter('plaintiff', 'opening', 100_000_00n)
  const seen = async () => {
    const { viewer } = people.defendant
    const { activity, notifications } = server.services
    const list = await activity.listActivity(viewer, matterId, 1)
    return JSON.stringify([
      await table.read('defendant'),
      list,
      await notifications.listNotices(viewer, { page: 1 }),
    ])
  }
  const before = await seen()
  await server.services.matters.handOverLead(people.plaintiff.viewer, matterId, member.viewer.userId)
  expect(await seen()).toBe(before)
  expect((await table.read('plaintiff')).view.own?.standing).toBeNull()
  await table.enter('defendant', 'opening', 100_000_00n)
  server.clock.advance(hours(48))
  expect((await table.read('defendant')).deal).toBeNull()
})
