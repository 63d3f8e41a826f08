import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { DIED, type FaultyMatcher, withFaultyMatcher } from '../../../tests/support/faulty-matcher.ts'
import {
  createTwoLawyers,
  hours,
  type Negotiation,
  openMatterForTwo,
  openSession,
  sealFor,
} from '../../../tests/support/negotiation.ts'
import { openTable, type Table } from '../../../tests/support/table.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { performDueOf } from './sweep-due.ts'
import { sweepUntold } from './sweep-untold.ts'

let server: TestServer
let faulty: FaultyMatcher
let negotiation: Negotiation
let people: Negotiation['people']
let table: Table

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  faulty = withFaultyMatcher(server.ctx)
  people = await createTwoLawyers(server)
})
afterAll(() => server.close())

beforeEach(async () => {
  faulty.mend()
  negotiation = await openMatterForTwo(server, { people })
  await openSession(negotiation)
  table = openTable(negotiation, faulty.services)
  await table.join('plaintiff')
  await table.join('defendant')
})

const done = { result: 'done', code: null, nextPossibleAt: null }
const refusal = (code: string) => ({ result: 'refused', code, nextPossibleAt: null })

async function entries() {
  const { session } = await table.join('plaintiff')
  return server.ctx.db
    .selectFrom('entries')
    .select(['entryId', 'at', 'step'])
    .where('sessionId', '=', session.id)
    .orderBy('at')
    .execute()
}

async function journalOf(...types: string[]) {
  return server.ctx.db
    .selectFrom('journal')
    .select(['type', 'at', 'chain', 'data'])
    .where('matterId', '=', negotiation.matterId)
    .where('type', 'in', types)
    .orderBy('seq')
    .execute()
}

test('an entry is decided at the first call: what was recorded before is not asked for', async () => {
  faulty.break('down', 'recordsSince')
  expect(await table.enter('plaintiff', 'opening', 100_000_00n)).toEqual(done)
  expect(await table.withdraw('plaintiff')).toEqual(refusal('temporarily-unavailable'))
})

describe('an entry recorded by the matcher, and a process that died before the commit', () => {
  test('is there once, at the recorded instant, when it is sent again under the same key', async () => {
    const entry = await table.seal('plaintiff', 'opening', 100_000_00n)
    const key = randomUUID()
    const enteredAt = server.clock.now()
    faulty.break('dies', 'accept')
    await expect(table.send('plaintiff', entry, key)).rejects.toThrow(DIED)
    expect(await entries()).toEqual([])

    faulty.mend()
    server.clock.advance(hours(1))
    expect(await table.send('plaintiff', entry, key)).toEqual(done)
    expect(await entries()).toEqual([{ entryId: entry.entryId, at: enteredAt, step: 'opening' }])
    expect(await table.send('plaintiff', entry, key)).toEqual(done)
    expect(await journalOf('number-entered')).toMatchObject([{ chain: 'plaintiff', at: enteredAt }])
    expect((await table.read('plaintiff')).view.own?.standing?.since).toBe(enteredAt)
  })

  test('is caught up with by whoever comes next, and answered as done whatever the session is by then', async () => {
    const entry = await table.seal('plaintiff', 'opening', 100_000_00n)
    const key = randomUUID()
    faulty.break('dies', 'accept')
    await expect(table.send('plaintiff', entry, key)).rejects.toThrow(DIED)
    faulty.mend()
    expect(await table.enter('defendant', 'opening', 50_000_00n)).toEqual(done)
    expect(await entries()).toHaveLength(2)

    server.clock.advance(hours(48))
    expect((await table.read('defendant')).view.phase).toBe('adjustment')
    expect(await table.send('plaintiff', entry, key)).toEqual(done)
    expect(await table.end('defendant')).toEqual(done)
    expect(await table.send('plaintiff', entry, key)).toEqual(done)
    expect(await entries()).toHaveLength(2)
  })

  test('is done again after the step has changed with nobody there meanwhile', async () => {
    const entry = await table.seal('plaintiff', 'opening', 100_000_00n)
    const key = randomUUID()
    faulty.break('dies', 'accept')
    await expect(table.send('plaintiff', entry, key)).rejects.toThrow(DIED)
    faulty.mend()
    server.clock.advance(hours(49))
    expect(await table.send('plaintiff', entry, key)).toEqual(done)
    expect(await table.send('plaintiff', await table.seal('plaintiff', 'opening', 1_00n))).toEqual(
      refusal('step-changed'),
    )
  })

  test('is not mistaken for another number sent under its key or its id', async () => {
    const entry = await table.seal('plaintiff', 'opening', 100_000_00n)
    const key = randomUUID()
    faulty.break('dies', 'accept')
    await expect(table.send('plaintiff', entry, key)).rejects.toThrow(DIED)
    faulty.mend()
    const other = await table.seal('plaintiff', 'opening', 90_000_00n)
    const sameId = { ...other, entryId: entry.entryId }
    expect(await table.send('plaintiff', other, key)).toEqual(refusal('idempotency-conflict'))
    expect(await table.send('plaintiff', sameId)).toEqual(refusal('idempotency-conflict'))
    expect(await table.withdraw('plaintiff', key)).toEqual(refusal('idempotency-conflict'))
    expect(await table.send('plaintiff', entry, key)).toEqual(done)
    expect(await entries()).toHaveLength(1)
  })

  test('is taken for what the answer that was lost would have said', async () => {
    const entry = await table.seal('plaintiff', 'opening', 100_000_00n)
    const key = randomUUID()
    faulty.break('answer-lost', 'accept')
    expect(await table.send('plaintiff', entry, key)).toEqual(refusal('outcome-unknown'))
    expect(await entries()).toEqual([])
    faulty.mend()
    expect(await table.send('plaintiff', entry, key)).toEqual(done)
    expect(await entries()).toHaveLength(1)
  })
})

describe('other commands recorded before a crash', () => {
  test('a withdrawal asked for again under its key is done, not one too many', async () => {
    await table.enter('plaintiff', 'opening', 100_000_00n)
    const key = randomUUID()
    faulty.break('dies', 'withdrawOrVoid')
    await expect(table.withdraw('plaintiff', key)).rejects.toThrow(DIED)
    faulty.mend()
    expect(await table.withdraw('plaintiff', key)).toEqual(done)
    expect(await table.withdraw('plaintiff')).toEqual(refusal('nothing-to-withdraw'))
    expect(await journalOf('number-withdrawn')).toHaveLength(1)
  })

  test('an end asked for again under its key is done', async () => {
    const key = randomUUID()
    faulty.break('dies', 'end')
    await expect(table.end('plaintiff', null, key)).rejects.toThrow(DIED)
    faulty.mend()
    expect(await table.end('plaintiff', null, key)).toEqual(done)
    expect(await table.end('plaintiff')).toEqual(refusal('session-ended'))
    expect(await journalOf('ended-by-side')).toHaveLength(1)
  })

  test('an end before the opening holds, whatever was wanted of the terms afterwards', async () => {
    const early = await openMatterForTwo(server, { people })
    const before = openTable(early, faulty.services)
    await before.join('plaintiff')
    faulty.break('dies', 'end')
    await expect(before.end('plaintiff')).rejects.toThrow(DIED)
    faulty.mend()
    const skipped = await faulty.services.terms.wishSkip(early.people.defendant.viewer, early.matterId)
    expect(skipped).toEqual({ ok: false, error: 'session-ended' })
    expect((await before.read('defendant')).view.ending?.kind).toBe('by-side')
  })
})

describe('a deal recorded before a crash', () => {
  async function crossAndDie(): Promise<number> {
    server.clock.advance(hours(48))
    await table.enter('plaintiff', 'adjustment', 100_000_00n)
    server.clock.advance(hours(1))
    faulty.break('dies', 'acceptAndCompare')
    await expect(table.enter('defendant', 'adjustment', 100_000_00n)).rejects.toThrow(DIED)
    faulty.mend()
    expect((await table.read('plaintiff')).deal).toBeNull()
    return server.clock.now()
  }
  const figures = {
    dealNumberCents: '10000000',
    bonusCents: '500000',
    bonusTo: 'plaintiff',
    settlementCents: '10500000',
    step: 'adjustment',
  }

  test('is told to both sides at its instant by the sweep, though nobody asks', async () => {
    const at = await crossAndDie()
    server.clock.advance(hours(5))
    await sweepUntold(faulty.ctx)
    for (const side of ['plaintiff', 'defendant'] as const) {
      expect((await table.read(side)).deal).toEqual({ at, ...figures })
    }
    const deal = { at, matterId: negotiation.matterId }
    const told = server.ctx.db.selectFrom('notices').select('userId')
    expect(await told.where('matterId', '=', deal.matterId).where('at', '=', deal.at).execute()).toHaveLength(
      2,
    )
  })

  test('stands against whatever command comes next', async () => {
    const at = await crossAndDie()
    server.clock.advance(hours(5))
    expect(await table.withdraw('plaintiff')).toEqual(refusal('session-ended'))
    expect((await table.read('defendant')).deal).toEqual({ at, ...figures })
    expect(await journalOf('deal-made')).toHaveLength(1)
  })

  test('at the close of opening bears the instant of the close, and the draw is not asked again', async () => {
    await table.enter('plaintiff', 'opening', 100_000_00n)
    await table.enter('defendant', 'opening', 120_000_00n)
    const closesAt = (await table.read('plaintiff')).view.openingClosesAt
    const { session } = await table.join('plaintiff')
    const asked = server.draw.asked().length
    server.clock.advance(hours(50))
    faulty.break('dies', 'closeOfOpening')
    await expect(performDueOf(faulty.ctx, session.id)).rejects.toThrow(DIED)
    faulty.mend()
    server.draw.next(7n)
    await performDueOf(faulty.ctx, session.id)
    server.draw.next(0n)
    expect((await table.read('plaintiff')).deal).toMatchObject({
      at: closesAt,
      dealNumberCents: '10000000',
      bonusTo: null,
    })
    expect(server.draw.asked()).toHaveLength(asked + 1)
  })
})

test('an entry id that was used in another session stands in nobody’s way', async () => {
  const entry = await table.seal('plaintiff', 'opening', 100_000_00n)
  expect(await table.send('plaintiff', entry)).toEqual(done)
  const elsewhere = await openMatterForTwo(server, { people })
  await openSession(elsewhere)
  const other = openTable(elsewhere, faulty.services)
  const joined = await other.join('plaintiff')
  const again = await sealFor(joined, 'opening', 100_000_00n, entry.entryId)
  expect(await other.send('plaintiff', again)).toEqual(done)
  expect(await other.end('plaintiff')).toEqual(done)
})
