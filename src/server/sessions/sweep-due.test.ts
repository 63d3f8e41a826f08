import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { withFaultyMatcher } from '../../../tests/support/faulty-matcher.ts'
import {
  createTwoLawyers,
  hours,
  type Negotiation,
  openMatterForTwo,
  openSession,
} from '../../../tests/support/negotiation.ts'
import { openTable, type Table } from '../../../tests/support/table.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { CloseRequest } from '../../matcher/protocol.ts'
import { jobHandlers } from '../job-handlers.ts'
import { performDueOf, sweepDue } from './sweep-due.ts'

let server: TestServer
let people: Negotiation['people']
let negotiation: Negotiation
let table: Table
let opensAt: number

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  people = await createTwoLawyers(server)
})
afterAll(() => server.close())

beforeEach(async () => {
  negotiation = await openMatterForTwo(server, { people })
  opensAt = server.clock.now() + hours(1)
  await openSession(negotiation, opensAt)
  table = openTable(negotiation, server.services)
})

async function stored() {
  return server.ctx.db
    .selectFrom('sessions')
    .select(['id', 'state', 'nextDueAt', 'endedAt'])
    .where('matterId', '=', negotiation.matterId)
    .executeTakeFirstOrThrow()
}

async function dueEvents() {
  return server.ctx.db
    .selectFrom('journal')
    .select(['type', 'at'])
    .where('matterId', '=', negotiation.matterId)
    .where('type', 'in', ['opened', 'opening-closed', 'extended', 'deal-made', 'ended-without-deal'])
    .orderBy('seq')
    .execute()
}

test('a sweep after 31 days of silence opens, closes and ends, each at its own instant', async () => {
  server.clock.set(opensAt + hours(31 * 24))
  await sweepDue(server.ctx)
  expect(await dueEvents()).toEqual([
    { type: 'opened', at: opensAt },
    { type: 'opening-closed', at: opensAt + hours(48) },
    { type: 'ended-without-deal', at: opensAt + hours(30 * 24) },
  ])
  expect((await stored()).endedAt).toBe(opensAt + hours(30 * 24))
})

test('a deal at a close that nobody was up for bears the instant of the close', async () => {
  server.clock.set(opensAt)
  await table.enter('plaintiff', 'opening', 100_000_00n)
  await table.enter('defendant', 'opening', 100_000_00n)
  server.clock.set(opensAt + hours(40 * 24))
  await sweepDue(server.ctx)
  expect(await dueEvents()).toEqual([
    { type: 'opened', at: opensAt },
    { type: 'opening-closed', at: opensAt + hours(48) },
    { type: 'deal-made', at: opensAt + hours(48) },
  ])
})

test('both switches on, each end that passed meanwhile is an extension', async () => {
  server.clock.set(opensAt)
  await table.keepRunning('plaintiff', true)
  await table.keepRunning('defendant', true)
  server.clock.set(opensAt + hours(65 * 24))
  await sweepDue(server.ctx)
  expect((await dueEvents()).filter(({ type }) => type === 'extended').map(({ at }) => at)).toEqual([
    opensAt + hours(30 * 24),
    opensAt + hours(60 * 24),
  ])
  await table.keepRunning('defendant', false)
  server.clock.set(opensAt + hours(90 * 24))
  await sweepDue(server.ctx)
  expect((await stored()).endedAt).toBe(opensAt + hours(90 * 24))
})

test('a sweep passes by what it cannot do, and comes to an end', async () => {
  const faulty = withFaultyMatcher(server.ctx)
  server.clock.set(opensAt + hours(48))
  faulty.break('down')
  await sweepDue(faulty.ctx)
  expect((await stored()).state.phase).toBe('opening')
  // The clock has stepped back behind what the sweep found due.
  server.clock.set(opensAt + hours(48))
  let reads = 0
  const clock = async () => (reads++ === 0 ? opensAt + hours(48) : opensAt + hours(47))
  await sweepDue({ ...server.ctx, clock })
  expect((await stored()).state.phase).toBe('opening')
  await sweepDue(server.ctx)
  expect((await stored()).state.phase).toBe('adjustment')
})

test('a sweep that is told to stop ends after the session in hand, and the next one does the rest', async () => {
  const other = await openMatterForTwo(server, { people })
  await openSession(other, opensAt)
  server.clock.set(opensAt + hours(48))
  const stopping = new AbortController()
  const { matcher } = server.ctx
  const stopsMeanwhile = {
    ...server.ctx,
    matcher: {
      ...matcher,
      closeOfOpening: (request: CloseRequest) => {
        stopping.abort()
        return matcher.closeOfOpening(request)
      },
    },
  }
  const phases = async () => {
    const of = [negotiation.matterId, other.matterId]
    const rows = await server.ctx.db
      .selectFrom('sessions')
      .select('state')
      .where('matterId', 'in', of)
      .execute()
    return rows.map(({ state }) => state.phase).sort()
  }
  await sweepDue(stopsMeanwhile, stopping.signal)
  expect(await phases()).toEqual(['adjustment', 'terms'])
  await jobHandlers(server.ctx).sweep(AbortSignal.abort())
  expect(await phases()).toEqual(['adjustment', 'terms'])
  await jobHandlers(server.ctx).sweep(new AbortController().signal)
  expect(await phases()).toEqual(['adjustment', 'adjustment'])
})

test('two processes that find the same thing due do it once', async () => {
  server.clock.set(opensAt + hours(48))
  const { id } = await stored()
  await Promise.all([performDueOf(server.ctx, id), performDueOf(server.ctx, id), sweepDue(server.ctx)])
  expect((await dueEvents()).map(({ type }) => type)).toEqual(['opened', 'opening-closed'])
})

test('a reminder missed is sent late while it still serves, and not once the close has come', async () => {
  const reminders = async () =>
    server.ctx.db
      .selectFrom('notices')
      .select('at')
      .where('matterId', '=', negotiation.matterId)
      .where('at', 'in', [opensAt + hours(24), opensAt + hours(47)])
      .execute()
  server.clock.set(opensAt + hours(40))
  await sweepDue(server.ctx)
  expect(await reminders()).toHaveLength(2)
  await sweepDue(server.ctx)
  server.clock.set(opensAt + hours(50))
  await sweepDue(server.ctx)
  expect(await reminders()).toHaveLength(2)
})
