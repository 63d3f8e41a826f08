import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { entryOn, type MatcherSession, openMatcherSession } from '../../tests/support/test-matcher.ts'
import { type VirtualClock, virtualClock } from '../../tests/support/virtual-clock.ts'
import { databaseClock } from '../server/db/clock.ts'
import { type Db, openDatabase, openPool } from '../server/db/database.ts'
import { connectMatcher } from './client.ts'
import { uniformDraw } from './draw.ts'
import { type KeyKeepingMatcher, openMatcher } from './open-matcher.ts'
import type { EntryRequest, Matcher } from './protocol.ts'
import { type MatcherProcess, startProcess } from './start-process.ts'

let database: TestDatabase
let owner: Db
let folder: string

beforeAll(async () => {
  database = await createTestDatabase()
  owner = openDatabase(openPool(database.ownerUrl, 'matcher', { onError: () => {} }))
  folder = await mkdtemp(join(tmpdir(), 'backchannel-several-'))
})
afterAll(async () => {
  await owner.destroy()
  await database.drop()
  await rm(folder, { recursive: true })
})

/** As a caller does it who learns that it has missed something. */
async function enter(matcher: Matcher, entry: EntryRequest, now: () => Promise<number>) {
  for (let { version } = entry; ; ) {
    const answer = await matcher.accept({ ...entry, version, at: await now() })
    if (answer.kind !== 'version-mismatch') return answer
    version = answer.version
  }
}

async function recordsOf({ sessionId }: MatcherSession) {
  const { rows } = await sql<{ version: number; entry: string }>`
    select version, entry_id as entry from matcher.records where session_id = ${sessionId} order by version`.execute(
    owner,
  )
  return rows
}

test('two processes over one store and one key folder: every entry once and in order, whichever is asked, and killed or not', async () => {
  const now = () => databaseClock(owner)
  const processes: MatcherProcess[] = []
  const clients = []
  for (const name of ['one', 'other']) {
    const socketPath = join(folder, name, 'matcher.sock')
    processes.push(
      await startProcess({
        settings: {
          databaseUrl: database.matcherUrl,
          keyFolder: join(folder, 'keys'),
          socketPath,
          logLevel: 'silent',
        },
        setPassword: async () => {},
      }),
    )
    clients.push(connectMatcher({ socketPath, log: { warn: () => {} } }))
  }
  const [one, other] = clients
  const [first, second] = processes
  if (!one || !other || !first || !second) throw new Error('two processes')
  const sessions = await Promise.all(
    [one, other, one, other].map((matcher) => openMatcherSession({ matcher })),
  )
  const entries = await Promise.all(
    sessions.flatMap((session) =>
      [1n, 2n, 3n, 4n].map((amount, index) =>
        entryOn(session, index % 2 === 0 ? 'plaintiff' : 'defendant', amount * 100_00n, {
          version: 0,
          at: 0,
        }),
      ),
    ),
  )
  // Each entry to both at once.
  await Promise.all(
    entries.flatMap((entry) =>
      [enter(one, entry, now), enter(other, entry, now)].map((each) => each.catch(() => {})),
    ),
  )
  process.kill(first.pid, 'SIGKILL')
  await first.ended
  for (const entry of entries) expect((await enter(other, entry, now)).kind).toBe('recorded')
  for (const session of sessions) {
    const rows = await recordsOf(session)
    expect(rows.map(({ version }) => version)).toEqual([1, 2, 3, 4])
    expect(new Set(rows.map(({ entry }) => entry)).size).toBe(4)
    const { sessionId } = session
    expect(await other.recordsSince({ sessionId, version: 4 })).toMatchObject({ kind: 'records', version: 4 })
  }
  await second.stop()
})

test('the daily work of one breaks nothing of the other, on every day and both at once', async () => {
  const clock: VirtualClock = virtualClock()
  const keyFolder = join(folder, 'daily')
  const open = (): Promise<KeyKeepingMatcher> =>
    openMatcher({
      databaseUrl: database.matcherUrl,
      keyFolder,
      clock: clock.read,
      draw: uniformDraw,
      log: { warn: () => {} },
    })
  const matchers = [await open(), await open()] as const
  const sessions: MatcherSession[] = []
  for (let day = 0; day < 10; day += 1) {
    // Made by one, used by the other, across the work of either.
    const [maker, user] = day % 2 === 0 ? matchers : [matchers[1], matchers[0]]
    sessions.push(await openMatcherSession({ matcher: maker }))
    if (day % 3 === 0) await Promise.all(matchers.map((matcher) => matcher.keepKeys()))
    else await maker.keepKeys()
    for (const session of sessions) {
      const version = sessions.length - 1 - sessions.indexOf(session)
      const entry = await entryOn(session, 'plaintiff', 100_00n, { version, at: clock.now() })
      expect((await user.accept(entry)).kind).toBe('recorded')
    }
    clock.advance(86_400_000)
  }
  const keys = (await readdir(keyFolder)).filter((name) => name.endsWith('.key'))
  expect(keys.length).toBe(7)
  for (const matcher of matchers) await matcher.close()
})
