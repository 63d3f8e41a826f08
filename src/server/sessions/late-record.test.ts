import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { type FaultyMatcher, withFaultyMatcher } from '../../../tests/support/faulty-matcher.ts'
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
import { performDueOf } from './sweep-due.ts'

/*
 * A call may still be at work in the matcher when its caller has given up or died, and the session's lock with it: others come
 * first then, and what the call decides is recorded after them, or not at all.
 */

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

test('a deal that is recorded after a later shared event bears no instant before it', async () => {
  server.clock.advance(hours(48))
  await table.keepRunning('plaintiff', true)
  await table.enter('plaintiff', 'adjustment', 100_000_00n)
  const entry = await table.seal('defendant', 'adjustment', 100_000_00n)
  const key = randomUUID()
  server.clock.advance(1_000)
  faulty.break('late', 'acceptAndCompare')
  expect(await table.send('defendant', entry, key)).toEqual(refusal('outcome-unknown'))
  faulty.mend()
  server.clock.advance(1_000)
  expect(await table.keepRunning('plaintiff', false)).toEqual(done)
  const switchedAt = server.clock.now()

  expect(await faulty.doLate()).toEqual(['recorded'])
  expect(await table.send('defendant', entry, key)).toEqual(done)
  // The bonus goes by the entries, whose instants are their own.
  expect((await table.read('plaintiff')).deal).toMatchObject({ at: switchedAt, bonusTo: 'plaintiff' })
  const { rows } = await sharedInstants()
  expect(rows).toEqual(rows.toSorted((a, b) => a - b))
})

test('an end at the deadline that is still at work ends no session that both sides keep running meanwhile', async () => {
  const deadline = server.clock.now() + hours(30 * 24)
  const { session } = await table.join('plaintiff')
  await table.keepRunning('plaintiff', true)
  await performAt(deadline - hours(1))
  server.clock.set(deadline)
  faulty.break('late', 'end')
  await expect(performDueOf(faulty.ctx, session.id)).rejects.toThrow('waits for the matcher')
  faulty.mend()
  // The clock is set right, and they agree within the hour that they have.
  server.clock.set(deadline - hours(1))
  expect(await table.keepRunning('defendant', true)).toEqual(done)
  server.clock.set(deadline)
  expect(await faulty.doLate()).toEqual(['version-mismatch'])
  await performDueOf(faulty.ctx, session.id)
  expect((await table.read('plaintiff')).view.phase).toBe('adjustment')

  async function performAt(at: number): Promise<void> {
    server.clock.set(at)
    await performDueOf(faulty.ctx, session.id)
  }
})

test('an end that others catch up with keeps its reason', async () => {
  const [key, reason] = [randomUUID(), 'The insurer has refused.']
  faulty.break('late', 'end')
  expect(await table.end('plaintiff', reason, key)).toEqual(refusal('outcome-unknown'))
  faulty.mend()
  expect(await faulty.doLate()).toEqual(['recorded'])
  await performDueOf(faulty.ctx, (await table.join('plaintiff')).session.id)
  expect((await table.read('defendant')).view.ending).toMatchObject({
    kind: 'by-side',
    by: 'plaintiff',
    reason,
  })
  expect(await table.end('plaintiff', 'Another reason.', key)).toEqual(refusal('idempotency-conflict'))
  expect(await table.end('plaintiff', reason, key)).toEqual(done)
})

async function sharedInstants() {
  const found = await server.ctx.db
    .selectFrom('journal')
    .select('at')
    .where('matterId', '=', negotiation.matterId)
    .where('chain', '=', 'shared')
    .orderBy('seq')
    .execute()
  return { rows: found.map(({ at }) => at) }
}

describe('a change of the seat’s lead', () => {
  async function handOver(): Promise<void> {
    const member = await createPerson(server.ctx, { firm: 'Reyes Law' })
    const { seat } = await table.join('plaintiff')
    const place = { matterId: negotiation.matterId, seatId: seat.id, userId: member.viewer.userId }
    await server.ctx.db
      .insertInto('seatPeople')
      .values({ id: randomUUID(), ...place, role: 'member', addedAt: server.clock.now(), removedAt: null })
      .execute()
    const { viewer } = people.plaintiff
    const handed = await faulty.services.matters.handOverLead(viewer, place.matterId, place.userId)
    expect(handed).toEqual({ ok: true })
  }

  test('keeps out an entry of the former lead that is still at work', async () => {
    faulty.break('late', 'accept')
    expect(await table.enter('plaintiff', 'opening', 100_000_00n)).toEqual(refusal('outcome-unknown'))
    faulty.mend()
    await handOver()
    expect(await faulty.doLate()).toEqual(['version-mismatch'])
    expect((await table.read('plaintiff')).view.own?.standing).toBeNull()
  })

  test('keeps out an end by the former lead that is still at work', async () => {
    faulty.break('late', 'end')
    expect(await table.end('plaintiff')).toEqual(refusal('outcome-unknown'))
    faulty.mend()
    await handOver()
    expect(await faulty.doLate()).toEqual(['version-mismatch'])
    expect((await table.read('plaintiff')).view.phase).toBe('opening')
  })

  test('is told to nobody as the voiding of a number where none stood', async () => {
    await handOver()
    const voided = await server.ctx.db
      .selectFrom('journal')
      .select('seq')
      .where('matterId', '=', negotiation.matterId)
      .where('type', '=', 'number-voided')
      .execute()
    expect(voided).toEqual([])
  })
})
