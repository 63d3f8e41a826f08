import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { type FaultyMatcher, withFaultyMatcher } from '../../../tests/support/faulty-matcher.ts'
import {
  createTwoLawyers,
  hours,
  type Negotiation,
  openMatterForTwo,
  openSession,
} from '../../../tests/support/negotiation.ts'
import { openTable, type Table } from '../../../tests/support/table.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { SIDES } from '../../domain/side.ts'
import { sweepDue } from './sweep-due.ts'

let server: TestServer
let faulty: FaultyMatcher
let people: Negotiation['people']
let negotiation: Negotiation
let table: Table
let opensAt: number

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  faulty = withFaultyMatcher(server.ctx)
  people = await createTwoLawyers(server)
})
afterAll(() => server.close())

beforeEach(async () => {
  server.clock.advance(hours(100 * 24))
  negotiation = await openMatterForTwo(server, { people })
  await openSession(negotiation)
  opensAt = server.clock.now()
  table = openTable(negotiation, faulty.services)
  for (const side of SIDES) await table.join(side)
})
afterEach(() => faulty.mend())

const done = { result: 'done', code: null, nextPossibleAt: null }
const refusal = (code: string) => ({ result: 'refused', code, nextPossibleAt: null })
const at = (sinceOpening: number) => server.clock.set(opensAt + sinceOpening)

async function sharedEvents() {
  const { session } = await table.join('plaintiff')
  return server.ctx.db
    .selectFrom('journal')
    .select(['type', 'at'])
    .where('sessionId', '=', session.id)
    .where('chain', '=', 'shared')
    .orderBy('seq')
    .execute()
}

describe('while the matcher is down', () => {
  test('no command has an effect, pages say closing once something is due, and all heals at its own instant', async () => {
    await table.enter('plaintiff', 'opening', 100_000_00n)
    await table.enter('defendant', 'opening', 100_000_00n)
    faulty.break('down')
    const entry = await table.seal('plaintiff', 'opening', 90_000_00n)
    expect(await table.send('plaintiff', entry)).toEqual(refusal('temporarily-unavailable'))
    expect(await table.withdraw('defendant')).toEqual(refusal('temporarily-unavailable'))
    expect(await table.end('defendant')).toEqual(refusal('temporarily-unavailable'))
    expect(await table.keepRunning('defendant', true)).toEqual(refusal('temporarily-unavailable'))
    expect((await table.read('plaintiff')).closing).toBe(false)

    at(hours(48))
    for (const side of SIDES) {
      expect(await table.read(side)).toMatchObject({ closing: true, deal: null, view: { phase: 'opening' } })
    }
    await sweepDue(faulty.ctx)
    at(hours(60))
    expect(await table.withdraw('plaintiff')).toEqual(refusal('temporarily-unavailable'))
    faulty.mend()
    await sweepDue(faulty.ctx)
    for (const side of SIDES) {
      expect(await table.read(side)).toMatchObject({
        closing: false,
        deal: { at: opensAt + hours(48), dealNumberCents: '10000000', bonusTo: null },
      })
    }
  })

  test('a key answered before is answered all the same', async () => {
    const entry = await table.seal('plaintiff', 'opening', 100_000_00n)
    await table.send('plaintiff', entry, 'known-key-known-key')
    faulty.break('down')
    at(hours(50))
    expect(await table.send('plaintiff', entry, 'known-key-known-key')).toEqual(done)
    expect(await table.withdraw('plaintiff', 'known-key-known-key')).toEqual(refusal('idempotency-conflict'))
  })

  test('a step that was begun is finished by the next one, in the order of instants', async () => {
    at(hours(31 * 24))
    faulty.break('down', 'end')
    expect(await table.read('plaintiff')).toMatchObject({ closing: true, view: { phase: 'adjustment' } })
    faulty.mend()
    expect(await table.end('plaintiff')).toEqual(refusal('session-ended'))
    expect((await sharedEvents()).slice(-2)).toEqual([
      { type: 'opening-closed', at: opensAt + hours(48) },
      { type: 'ended-without-deal', at: opensAt + hours(30 * 24) },
    ])
  })

  test('who has no seat learns nothing of it', async () => {
    const { plaintiff: stranger } = await createTwoLawyers(server)
    faulty.break('down')
    at(hours(50))
    const { session } = await table.join('plaintiff')
    const { sessions, terms, practice } = faulty.services
    expect(await sessions.withdrawNumber(stranger.viewer, session.id, 'a-key-of-a-stranger')).toEqual(
      refusal('not-found'),
    )
    const notFound = { ok: false, error: 'not-found' }
    const { matterId } = negotiation
    expect(await terms.wishSkip(stranger.viewer, matterId)).toEqual(notFound)
    expect(await sessions.proposeSession(stranger.viewer, matterId)).toEqual(notFound)
    expect(await practice.movePracticeClock(stranger.viewer, matterId, 'one-day')).toEqual(notFound)
    const comment = { submissionId: matterId, version: 1, body: 'A remark.' }
    expect(await terms.commentOnTerms(stranger.viewer, matterId, comment)).toEqual(notFound)
  })
})

describe('time', () => {
  test('windows are half-open to the millisecond', async () => {
    const entry = await table.seal('plaintiff', 'opening', 100_000_00n)
    at(hours(48) - 1)
    expect(await table.send('plaintiff', entry)).toEqual(done)
    const late = await table.seal('defendant', 'opening', 100_000_00n)
    at(hours(48))
    expect(await table.send('defendant', late)).toEqual(refusal('step-changed'))
    at(hours(30 * 24) - 1)
    expect(await table.keepRunning('plaintiff', true)).toEqual(done)
    expect(await table.enter('defendant', 'adjustment', 1_00n)).toEqual(done)
    const last = await table.seal('defendant', 'adjustment', 100_000_00n)
    at(hours(30 * 24))
    expect(await table.send('defendant', last)).toEqual(refusal('session-ended'))
    expect((await sharedEvents()).at(-1)).toEqual({
      type: 'ended-without-deal',
      at: opensAt + hours(30 * 24),
    })
  })

  test('a switch set in the very instant of the end is too late', async () => {
    await table.keepRunning('plaintiff', true)
    at(hours(30 * 24))
    expect(await table.keepRunning('defendant', true)).toEqual(refusal('session-ended'))
  })

  test('that steps back a day leaves shared instants in order, and the bonus with who was there first', async () => {
    at(hours(72))
    await table.enter('plaintiff', 'adjustment', 100_000_00n)
    await table.keepRunning('plaintiff', true)
    at(hours(48))
    await table.keepRunning('plaintiff', false)
    // The matcher believes no instant that is a day ahead of its own reading.
    expect(await table.enter('defendant', 'adjustment', 100_000_00n)).toEqual(
      refusal('temporarily-unavailable'),
    )
    at(hours(72))
    expect(await table.enter('defendant', 'adjustment', 100_000_00n)).toEqual(done)
    const events = await sharedEvents()
    expect(events.map((event) => event.at)).toEqual(events.map((event) => event.at).sort((a, b) => a - b))
    // Both numbers stand since the same instant: the bonus goes to nobody.
    expect((await table.read('plaintiff')).deal).toMatchObject({ at: opensAt + hours(72), bonusTo: null })
  })

  test('that stepped back since the other side’s entry changes nothing of who was there first', async () => {
    at(hours(96))
    await table.enter('plaintiff', 'adjustment', 100_000_00n)
    at(hours(72))
    expect(await table.enter('defendant', 'adjustment', 100_000_00n)).toEqual(done)
    expect((await table.read('defendant')).deal).toMatchObject({
      at: opensAt + hours(72),
      bonusTo: 'plaintiff',
      settlementCents: '10500000',
    })
  })

  test('that jumps a day ahead and back does nothing twice', async () => {
    await table.enter('plaintiff', 'opening', 100_000_00n)
    at(hours(48))
    expect((await table.read('plaintiff')).view.phase).toBe('adjustment')
    at(hours(24))
    await sweepDue(faulty.ctx)
    expect((await table.read('plaintiff')).view.phase).toBe('adjustment')
    expect((await table.read('plaintiff')).now).toBe(opensAt + hours(48))
    expect((await sharedEvents()).filter(({ type }) => type === 'opening-closed')).toHaveLength(1)
  })
})
