import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { DIED, type FaultyMatcher, withFaultyMatcher } from '../../../tests/support/faulty-matcher.ts'
import {
  createTwoLawyers,
  hours,
  type Negotiation,
  openMatterForTwo,
  openSession,
} from '../../../tests/support/negotiation.ts'
import { openTable, type Table } from '../../../tests/support/table.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { Matcher } from '../../matcher/protocol.ts'
import type { Context } from '../context.ts'
import { openDatabase, openPool } from '../db/database.ts'
import { openUntoldSweep } from './sweep-untold.ts'

const MINUTE_MS = 60_000

let server: TestServer
let people: Negotiation['people']
let faulty: FaultyMatcher
let table: Table
let sweep: ReturnType<typeof openUntoldSweep>
let negotiation: Negotiation
let asked: (keyof Matcher)[]
let watched: Context

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  people = await createTwoLawyers(server)
})
afterAll(() => server.close())

beforeEach(async () => {
  faulty = withFaultyMatcher(server.ctx)
  negotiation = await openMatterForTwo(server, { people })
  await openSession(negotiation, server.clock.now() + hours(1))
  server.clock.advance(hours(1))
  table = openTable(negotiation, faulty.services)
  asked = []
  const { matcher } = faulty.ctx
  watched = {
    ...faulty.ctx,
    matcher: {
      ...matcher,
      sessionsAhead: (request) => {
        asked.push('sessionsAhead')
        return matcher.sessionsAhead(request)
      },
      sessionsSince: (request) => {
        asked.push('sessionsSince')
        return matcher.sessionsSince(request)
      },
    },
  }
  sweep = openUntoldSweep()
  await sweep(watched)
  asked.length = 0
})

async function isTold(): Promise<boolean> {
  const { matcherVersion } = await server.ctx.db
    .selectFrom('sessions')
    .select('matcherVersion')
    .where('matterId', '=', negotiation.matterId)
    .executeTakeFirstOrThrow()
  return matcherVersion === 1
}

/** The matcher records, and the caller dies before its own commit. */
async function enterAndDie(): Promise<void> {
  faulty.break('dies', 'accept')
  await expect(table.enter('plaintiff', 'opening', 100_000_00n)).rejects.toThrow(DIED)
  faulty.mend()
  expect(await isTold()).toBe(false)
}

test('what was recorded since the sweep before is told, and nobody else is looked at', async () => {
  server.clock.advance(MINUTE_MS)
  await enterAndDie()
  server.clock.advance(MINUTE_MS)
  await sweep(watched)
  expect(await isTold()).toBe(true)
  expect(new Set(asked)).toEqual(new Set(['sessionsSince']))
})

test('what bears an instant shortly before the sweep before, and was committed after it, is told', async () => {
  await enterAndDie()
  server.clock.advance(4 * MINUTE_MS)
  const later = openUntoldSweep()
  // That sweep saw nothing of it.
  const blind = { ...watched, matcher: { ...watched.matcher, sessionsAhead: async () => NONE_AHEAD } }
  await later(blind)
  expect(await isTold()).toBe(false)
  await later(watched)
  expect(await isTold()).toBe(true)
  expect(asked).toContain('sessionsSince')
})

const NONE_AHEAD = { kind: 'ahead' as const, sessionIds: [] }

test('what could not be told for long is looked for again', async () => {
  await enterAndDie()
  for (const _ of [1, 2, 3]) {
    server.clock.advance(10 * MINUTE_MS)
    faulty.break('down')
    await sweep(watched)
    faulty.mend()
    faulty.break('down', 'recordsSince')
    await sweep(watched)
    faulty.mend()
    expect(await isTold()).toBe(false)
  }
  await sweep(watched)
  expect(await isTold()).toBe(true)
  expect(asked).not.toContain('sessionsAhead')
})

test('a sweep that is told to stop tells no more, and the next one does', async () => {
  server.clock.advance(MINUTE_MS)
  await enterAndDie()
  for (const _ of [1, 2]) {
    server.clock.advance(10 * MINUTE_MS)
    await sweep(watched, AbortSignal.abort())
    expect(await isTold()).toBe(false)
  }
  await sweep(watched)
  expect(await isTold()).toBe(true)
  expect(asked).not.toContain('sessionsAhead')
})

test('a first sweep that is told to stop has not been through all of them', async () => {
  const first = openUntoldSweep()
  for (const signal of [AbortSignal.abort(), new AbortController().signal]) {
    asked.length = 0
    await first(watched, signal)
    expect(asked).toContain('sessionsAhead')
  }
  asked.length = 0
  await first(watched)
  expect(asked).not.toContain('sessionsAhead')
})

test('all are looked at once an hour, and where the clock has stepped back', async () => {
  server.clock.advance(hours(1))
  await sweep(watched)
  expect(asked).toContain('sessionsAhead')
  asked.length = 0
  await sweep(watched)
  expect(asked).not.toContain('sessionsAhead')
  server.clock.advance(-hours(20))
  await sweep(watched)
  expect(asked).toContain('sessionsAhead')
})

test('all are gone through once, however many there are', async () => {
  const pool = openPool(server.ownerUrl, 'app', { max: 1, onError: () => {} })
  const db = openDatabase(pool)
  const tx = await db.startTransaction().execute()
  try {
    await sql`
      with made as (
        insert into matters (id, caption, forum, case_number, currency, time_zone, created_by, created_at)
        select gen_random_uuid(), 'One of many ' || n, '', '', 'USD', 'America/Chicago', ${people.plaintiff.viewer.userId}::uuid, 0
        from generate_series(1, 10000) n returning id)
      insert into sessions (id, matter_id, ordinal, state, public_key, created_at)
      select gen_random_uuid(), made.id, 1, one.state, one.public_key, 0
      from made, lateral (select state, public_key from sessions where matter_id = ${negotiation.matterId}) one`.execute(
      tx,
    )
    await sql`analyze sessions`.execute(tx)
    const looked = async () => {
      const { rows } = await sql<{ count: number }>`
        select (idx_tup_fetch + seq_tup_read)::int as count from pg_stat_xact_user_tables
        where relname = 'sessions' and schemaname = 'app'`.execute(tx)
      return rows[0]?.count ?? 0
    }
    const before = await looked()
    const named: number[] = []
    const sessionsAhead: Matcher['sessionsAhead'] = async ({ known }) => {
      named.push(known.length)
      return NONE_AHEAD
    }
    await openUntoldSweep()({ ...watched, db: tx, matcher: { ...watched.matcher, sessionsAhead } })
    expect(named.length).toBeGreaterThan(19)
    expect((await looked()) - before).toBeLessThan(2 * 10000)
  } finally {
    await tx.rollback().execute()
    await db.destroy()
  }
})
