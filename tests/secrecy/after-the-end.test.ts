import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS } from '../../src/domain/deadlines.ts'
import { uniformDraw } from '../../src/matcher/draw.ts'
import { type KeyKeepingMatcher, openMatcher } from '../../src/matcher/open-matcher.ts'
import { startTestCluster, type TestCluster } from '../support/cluster.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { commandOn, entryOn, type MatcherSession, openMatcherSession } from '../support/test-matcher.ts'
import { virtualClock } from '../support/virtual-clock.ts'
import { logPosition, openWhatOpens, stealDatabase } from './stolen-database.ts'

const clock = virtualClock()
/** A server of its own: what other tests write at the same time would be in the log too. */
let cluster: TestCluster
let database: TestDatabase
let folder: string
let matcher: KeyKeepingMatcher
let logFrom: string

beforeAll(async () => {
  cluster = await startTestCluster()
  database = await createTestDatabase(cluster.ownerUrl)
  folder = await mkdtemp(join(tmpdir(), 'backchannel-after-the-end-'))
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  logFrom = await logPosition(owner)
  await owner.end()
  matcher = await openMatcher({
    databaseUrl: database.matcherUrl,
    keyFolder: join(folder, 'keys'),
    clock: clock.read,
    draw: uniformDraw,
    log: { warn: () => {} },
  })
})
afterAll(async () => {
  await matcher.close()
  await cluster.stop()
  await rm(folder, { recursive: true })
})

async function negotiate(): Promise<MatcherSession> {
  const session = await openMatcherSession({ matcher })
  const at = clock.now()
  await matcher.accept(await entryOn(session, 'plaintiff', 900_00n, { version: 0, at }))
  await matcher.accept(await entryOn(session, 'plaintiff', 800_00n, { version: 1, at }))
  await matcher.accept(await entryOn(session, 'defendant', 100_00n, { version: 2, at }))
  return session
}

test('dump, table files and write-ahead log open nothing of a session eight days after its end, with all that the live system holds', async () => {
  const keys = join(folder, 'keys')
  const [ended, live] = [await negotiate(), await negotiate()]
  clock.advance(DAY_MS)
  await matcher.keepKeys()
  const stolen = await stealDatabase(database.ownerUrl, logFrom)

  // The control: on the same day, with the key folder of then, three numbers a session open, replaced ones too.
  const then = await openWhatOpens(stolen, keys)
  expect([then.numbersOf(ended.sessionId), then.numbersOf(live.sessionId)]).toEqual([3, 3])
  const filesAlone = await openWhatOpens({ ...stolen, values: [] }, keys)
  expect(filesAlone.numbersOf(ended.sessionId)).toBe(3)
  const keysOfThen = join(folder, 'keys-of-then')
  await cp(keys, keysOfThen, { recursive: true })

  await matcher.end({ ...commandOn(ended, { version: 3, at: clock.now() }), by: null })
  const stolenAtTheEnd = await stealDatabase(database.ownerUrl, logFrom)
  for (let day = 0; day < 8; day += 1) {
    clock.advance(DAY_MS)
    await matcher.keepKeys()
  }
  const stolenLater = await stealDatabase(database.ownerUrl, logFrom)
  const [before, atTheEnd, later] = [
    await openWhatOpens(stolen, keys),
    await openWhatOpens(stolenAtTheEnd, keys),
    await openWhatOpens(stolenLater, keys),
  ]
  expect([before.keys, atTheEnd.keys]).toEqual([0, 0])
  expect(later.numbersOf(ended.sessionId)).toBe(0)
  // The live session opens: what was looked for would have been found.
  expect(later.numbersOf(live.sessionId)).toBe(3)
  expect((await openWhatOpens(stolenLater, keysOfThen)).numbersOf(ended.sessionId)).toBe(3)
  expect((await readdir(keys)).filter((name) => name.endsWith('.key')).length).toBe(7)
})

test('nor after a stop of eight days, once the matcher runs again', async () => {
  const session = await negotiate()
  const stolen = await stealDatabase(database.ownerUrl, logFrom)
  expect((await openWhatOpens(stolen, join(folder, 'keys'))).numbersOf(session.sessionId)).toBe(3)
  await matcher.end({ ...commandOn(session, { version: 3, at: clock.now() }), by: null })
  clock.advance(8 * DAY_MS)
  await matcher.close()
  matcher = await openMatcher({
    databaseUrl: database.matcherUrl,
    keyFolder: join(folder, 'keys'),
    clock: clock.read,
    draw: uniformDraw,
    log: { warn: () => {} },
  })
  const opened = await openWhatOpens(stolen, join(folder, 'keys'))
  expect([opened.keys, opened.numbersOf(session.sessionId)]).toEqual([0, 0])
})
