import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { memoryMarks } from '../../tests/support/memory-marks.ts'
import {
  entryOn,
  type MatcherSession,
  newId,
  openMatcherSession,
  startTestMatcher,
} from '../../tests/support/test-matcher.ts'
import { type VirtualClock, virtualClock } from '../../tests/support/virtual-clock.ts'
import { DAY_MS, HOUR_MS } from '../domain/deadlines.ts'
import type { SessionId } from '../domain/ids.ts'
import { type Db, openDatabase, openPool } from '../server/db/database.ts'
import { openMatcherDatabase } from './database.ts'
import { uniformDraw } from './draw.ts'
import { openFileKeyStore } from './file-key-store.ts'
import { type KeyDay, KeyLostError, keyDayOf } from './keys.ts'
import { type KeyKeepingMatcher, openMatcher } from './open-matcher.ts'
import { recordsSince } from './records-since.ts'

let database: TestDatabase
let owner: Db
let folder: string
let clock: VirtualClock
const opened = new Set<KeyKeepingMatcher>()

beforeAll(async () => {
  database = await createTestDatabase()
  owner = openDatabase(openPool(database.ownerUrl, 'matcher', { onError: () => {} }))
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backchannel-upkeep-'))
  clock = virtualClock()
})
afterEach(async () => {
  for (const matcher of opened) await matcher.close()
  opened.clear()
  await rm(folder, { recursive: true })
  // The next test's keys are others: what is left of this one's would be lost to it.
  await endAll()
})
afterAll(async () => {
  await owner.destroy()
  await database.drop()
})

async function endAll() {
  await sql`delete from matcher.standing`.execute(owner)
  await sql`update matcher.sessions set step = 'ended', version = version + 1, wrapped_private_key = null, key_day = null
    where step <> 'ended'`.execute(owner)
}

async function start(): Promise<KeyKeepingMatcher> {
  const matcher = await openMatcher({
    databaseUrl: database.matcherUrl,
    keyFolder: folder,
    clock: clock.read,
    draw: uniformDraw,
    log: { warn: () => {} },
  })
  opened.add(matcher)
  return matcher
}

const today = () => keyDayOf(clock.now())
const keyFiles = async () => (await readdir(folder)).filter((name) => name.endsWith('.key')).sort()
const fileOf = (day: KeyDay) => `day-${new Date(day * DAY_MS).toISOString().slice(0, 10)}.key`

type Row = { id: SessionId; day: KeyDay | null; wrapped: Buffer | null }

async function rowOf({ sessionId }: MatcherSession): Promise<Row> {
  const { rows } = await sql<Row>`
    select id, key_day as day, wrapped_private_key as wrapped from matcher.sessions where id = ${sessionId}`.execute(
    owner,
  )
  if (!rows[0]) throw new Error('no such session')
  return rows[0]
}

/** By whatever lies in the key folder now. */
async function opens({ id, day, wrapped }: Row): Promise<boolean> {
  if (day === null || wrapped === null) return false
  const store = await openFileKeyStore(folder)
  return store.unwrap(day, id, wrapped).then(
    () => true,
    (error: unknown) => {
      if (error instanceof KeyLostError) return false
      throw error
    },
  )
}

const accept = async (matcher: KeyKeepingMatcher, session: MatcherSession, version: number) =>
  matcher.accept(await entryOn(session, 'plaintiff', 50_000n, { version, at: clock.now() }))

describe('each day', () => {
  test('live sessions are wrapped under the key of the day, and keys of more than six days before are gone', async () => {
    const matcher = await start()
    const session = await openMatcherSession({ matcher })
    const copies = [await rowOf(session)]
    for (let day = 1; day <= 10; day += 1) {
      clock.advance(DAY_MS)
      await matcher.keepKeys()
      copies.push(await rowOf(session))
      const kept = Array.from({ length: Math.min(day, 6) + 1 }, (_, before) => fileOf(today() - before))
      expect(await keyFiles()).toEqual(kept.sort())
    }
    // A copy opens as long as the key of its day is there.
    const opening = await Promise.all(copies.map(opens))
    expect(opening).toEqual([...Array(4).fill(false), ...Array(7).fill(true)])
    expect(await accept(matcher, session, 0)).toMatchObject({ kind: 'recorded' })
  })

  test('the work is done by a call that shows the new day, where no timer did it', async () => {
    const matcher = await start()
    const session = await openMatcherSession({ matcher })
    const before = await rowOf(session)
    clock.advance(DAY_MS)
    expect(await accept(matcher, session, 0)).toMatchObject({ kind: 'recorded' })
    await matcher.close()
    opened.delete(matcher)
    expect(before.day).toBe(today() - 1)
    expect((await rowOf(session)).day).toBe(today())
  })

  test('after a stop of eight days it comes before anything is answered, at the start and in a process that slept', async () => {
    const slept = await start()
    const session = await openMatcherSession({ matcher: slept })
    const before = await rowOf(session)
    clock.advance(8 * DAY_MS)
    expect(await accept(slept, session, 0)).toMatchObject({ kind: 'recorded' })
    expect(await keyFiles()).toEqual([fileOf(today())])
    expect(await opens(before)).toBe(false)
    const next = await rowOf(session)
    clock.advance(8 * DAY_MS)
    const started = await start()
    expect(await keyFiles()).toEqual([fileOf(today())])
    expect(await opens(next)).toBe(false)
    expect(await accept(started, session, 1)).toMatchObject({ kind: 'recorded' })
  })

  test('a session that has ended takes no part, and its last copy opens no more seven days after the end', async () => {
    const matcher = await start()
    clock.advance(23 * HOUR_MS - 15 * HOUR_MS)
    await matcher.keepKeys()
    const session = await openMatcherSession({ matcher })
    const copy = await rowOf(session)
    const command = { sessionId: session.sessionId, version: 0, clockOffsetMs: 0, idempotencyKey: 'end' }
    await matcher.end({ ...command, at: clock.now(), by: null })
    expect(await opens(copy)).toBe(true)
    clock.advance(7 * DAY_MS)
    await matcher.keepKeys()
    expect(await opens(copy)).toBe(false)
  })

  test('a clock that was weeks ahead and stepped back leaves neither a lost session nor its key behind', async () => {
    const matcher = await start()
    const session = await openMatcherSession({ matcher })
    clock.advance(30 * DAY_MS)
    expect(await accept(matcher, session, 0)).toMatchObject({ kind: 'recorded' })
    const ahead = await rowOf(session)
    clock.advance(-30 * DAY_MS)
    await matcher.keepKeys()
    expect(await keyFiles()).toEqual([fileOf(today())])
    expect(await opens(ahead)).toBe(false)
    expect(await opens(await rowOf(session))).toBe(true)
  })

  test('comes while a session is looked at, whose key is not lost for that', async () => {
    const matcher = await start()
    const { sessionId } = await openMatcherSession({ matcher })
    const store = await openFileKeyStore(folder)
    const asked: KeyDay[] = []
    const keyStore = {
      ...store,
      async has(day: KeyDay) {
        // Between the session's being read and the look for its key.
        if (asked.length === 0) clock.advance(8 * DAY_MS)
        await matcher.keepKeys()
        asked.push(day)
        return store.has(day)
      },
    }
    const db = openMatcherDatabase(database.matcherUrl, { onError: () => {} })
    const parts = { db, keyStore, marks: memoryMarks() }
    expect(await recordsSince(parts, { sessionId, version: 0 })).toMatchObject({ kind: 'records' })
    expect(asked).toEqual([today() - 8, today()])
    await db.destroy()
  })

  test('a key that is lost keeps nothing else from being wrapped anew, nor old keys from being destroyed', async () => {
    const matcher = await start()
    const [lost, kept] = [await openMatcherSession({ matcher }), await openMatcherSession({ matcher })]
    await sql`update matcher.sessions set key_day = key_day - 1 where id = ${lost.sessionId}`.execute(owner)
    clock.advance(8 * DAY_MS)
    await matcher.keepKeys()
    expect(await keyFiles()).toEqual([fileOf(today())])
    expect(await opens(await rowOf(kept))).toBe(true)
    expect(await accept(matcher, lost, 0)).toEqual({ kind: 'numbers-lost' })
  })
})

test('the one key file of an older installation is used once more, to wrap anew, and then destroyed', async () => {
  const matcher = await start()
  const sessions = [await openMatcherSession({ matcher }), await openMatcherSession({ matcher })]
  await matcher.close()
  opened.delete(matcher)
  // As the migration leaves it: wrapped under the file `matcher.key`, which is that of day 0.
  await writeFile(join(folder, 'matcher.key'), randomBytes(32), { mode: 0o600 })
  const store = await openFileKeyStore(folder)
  for (const session of sessions) {
    const { id, day, wrapped } = await rowOf(session)
    if (day === null || wrapped === null) throw new Error('no key')
    const old = await store.wrap(0, id, await store.unwrap(day, id, wrapped))
    await sql`update matcher.sessions set key_day = 0, wrapped_private_key = ${old} where id = ${id}`.execute(
      owner,
    )
  }
  const copies = await Promise.all(sessions.map(rowOf))
  await store.destroy(today())
  expect(await keyFiles()).toEqual(['matcher.key'])
  const upgraded = await start()
  expect(await keyFiles()).toEqual([fileOf(today())])
  for (const copy of copies) expect(await opens(copy)).toBe(false)
  for (const session of sessions)
    expect(await accept(upgraded, session, 0)).toMatchObject({ kind: 'recorded' })
})

test('without the database nothing is destroyed, and calls are unavailable until the work is done', async () => {
  const matcher = await start()
  await openMatcherSession({ matcher })
  clock.advance(8 * DAY_MS)
  const broken = await openMatcher({
    databaseUrl: database.matcherUrl.replace(/[^/]+$/, 'no_such_database'),
    keyFolder: folder,
    clock: async () => {
      throw new Error('the database is away')
    },
    draw: uniformDraw,
    log: { warn: () => {} },
  })
  opened.add(broken)
  expect(await keyFiles()).toEqual([fileOf(today() - 8)])
  expect(await broken.recordsSince({ sessionId: newId(), version: 0 })).toEqual({ kind: 'unavailable' })
})

test('a call of a later day than the work under way began on has that day’s work done', async () => {
  const own = await startTestMatcher()
  const compacting = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  let compactions = 0
  const { upkeep, close } = await own.connect(own.database.matcherUrl, {
    compact: async () => {
      compactions += 1
      if (compactions === 2) compacting.resolve()
      if (compactions === 2) await mayEnd.promise
    },
  })
  await upkeep.perform()
  own.clock.advance(DAY_MS)
  const underWay = upkeep.perform()
  await compacting.promise
  own.clock.advance(2 * DAY_MS)
  const answer = upkeep.guard(async () => upkeep.check(own.clock.now()))
  mayEnd.resolve()
  await underWay
  await expect(answer).resolves.toBeUndefined()
  expect(compactions).toBe(3)
  await close()
  await own.close()
})
