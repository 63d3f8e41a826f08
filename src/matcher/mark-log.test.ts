import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../tests/support/test-matcher.ts'
import type { SessionId } from '../domain/ids.ts'
import { openMarkLog } from './mark-log.ts'
import type { Mark, Marks } from './marks.ts'

let folder: string
let damage = 0
const opened = new Set<Marks>()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backchannel-marks-'))
  damage = 0
})
afterEach(async () => {
  for (const marks of opened) await marks.close()
  opened.clear()
  await rm(folder, { recursive: true })
})

async function open(compactFromBytes?: number): Promise<Marks> {
  const marks = await openMarkLog(folder, {
    onDamage: () => {
      damage += 1
    },
    ...(compactFromBytes === undefined ? {} : { compactFromBytes }),
  })
  opened.add(marks)
  return marks
}

const at = (version: number): Mark => ({ version, tombstone: null })
const ended = (version: number): Mark => ({
  version,
  tombstone: {
    version,
    operation: 'accept-and-compare',
    side: 'plaintiff',
    at: 1,
    outcome: { kind: 'deal', dealNumberCents: '75000' },
  },
})

test('a mark is there after the next start, the highest of a session alone, and its tombstone', async () => {
  const [a, b] = [newId<SessionId>(), newId<SessionId>()]
  const marks = await open()
  expect(marks.find(a)).toEqual(at(0))
  await marks.raise(a, at(2))
  await marks.raise(a, at(1))
  await marks.raise(b, ended(7))
  const later = await open()
  expect([later.find(a), later.find(b)]).toEqual([at(2), ended(7)])
  expect((await stat(join(folder, 'marks.log'))).mode & 0o777).toBe(0o600)
})

test('many at once share a write, and none is lost', async () => {
  const ids = Array.from({ length: 500 }, () => newId<SessionId>())
  const marks = await open()
  await Promise.all(ids.map((id, index) => marks.raise(id, at(index + 1))))
  const later = await open()
  for (const [index, id] of ids.entries()) expect(later.find(id)).toEqual(at(index + 1))
})

test('a matcher finds what another over the same folder has marked, once it looks', async () => {
  const id = newId<SessionId>()
  const [one, other] = [await open(), await open()]
  await one.raise(id, at(3))
  other.refresh()
  expect(other.find(id)).toEqual(at(3))
  // What another wrote may not be on the disk yet: who answers by it writes it too.
  await other.raise(id, at(3))
  const lines = (await readFile(join(folder, 'marks.log'), 'utf8')).split('\n').filter((line) => line !== '')
  expect(lines.length).toBeLessThanOrEqual(2)
})

test('wherever a power failure cuts the log, every whole line before the cut counts, and what is written after it', async () => {
  const ids = Array.from({ length: 3 }, () => newId<SessionId>())
  const marks = await open()
  for (const id of ids) await marks.raise(id, ended(5))
  const log = join(folder, 'marks.log')
  const { size } = await stat(log)
  const text = await readFile(log, 'utf8')
  for (const cut of [size - 1, size - 2, size - 20, Math.floor(size / 2), 3]) {
    await truncate(log, cut)
    const after = await open()
    const next = newId<SessionId>()
    await after.raise(next, at(1))
    const last = await open()
    expect(last.find(next)).toEqual(at(1))
    const whole = text.slice(0, cut).split('\n').slice(0, -1)
    for (const id of ids) {
      if (whole.some((line) => line.includes(id))) expect(last.find(id)).toEqual(ended(5))
    }
  }
})

test('a line that was changed is told of and does not count', async () => {
  const [a, b] = [newId<SessionId>(), newId<SessionId>()]
  const marks = await open()
  await marks.raise(a, at(5))
  await marks.raise(b, at(5))
  const log = join(folder, 'marks.log')
  const text = await readFile(log, 'utf8')
  await truncate(log)
  await appendFile(log, text.replace(`["${a}",5`, `["${a}",4`))
  const later = await open()
  expect([later.find(a), later.find(b)]).toEqual([at(0), at(5)])
  expect(damage).toBe(1)
})

test('made short, it holds the same marks in fewer lines; a half done one is taken up', async () => {
  const ids = Array.from({ length: 5 }, () => newId<SessionId>())
  const marks = await open(1)
  for (let version = 1; version <= 20; version += 1) {
    for (const id of ids) await marks.raise(id, at(version))
  }
  await marks.compact()
  expect(await readdir(folder)).toEqual(['marks.snapshot'])
  expect((await readFile(join(folder, 'marks.snapshot'), 'utf8')).trim().split('\n').length).toBe(5)
  await marks.raise(ids[0] as SessionId, ended(21))
  expect((await open()).find(ids[0] as SessionId)).toEqual(ended(21))
  expect((await open()).find(ids[4] as SessionId)).toEqual(at(20))
})

test('whatever several matchers mark and make short at once, nothing that was kept is lost', async () => {
  const act = fc.oneof(
    { weight: 6, arbitrary: fc.record({ by: fc.nat(2), session: fc.nat(5), ends: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ by: fc.nat(2), compact: fc.constant(true as const) }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(act, { maxLength: 6 }), { maxLength: 12 }), async (rounds) => {
      const matchers = [await open(1), await open(1), await open(1)]
      const ids = Array.from({ length: 6 }, () => newId<SessionId>())
      const kept = new Map<SessionId, Mark>()
      let version = 0
      for (const round of rounds) {
        // One makes short at a time: the lock on the keys sees to it.
        let compacting = Promise.resolve()
        await Promise.all(
          round.map(async (each) => {
            const marks = matchers[each.by] as Marks
            if ('compact' in each) {
              compacting = compacting.then(() => marks.compact())
              return compacting
            }
            const id = ids[each.session] as SessionId
            version += 1
            const before = kept.get(id)
            const mark = each.ends ? ended(version) : at(version)
            kept.set(id, { version, tombstone: mark.tombstone ?? before?.tombstone ?? null })
            return marks.raise(id, mark)
          }),
        )
        const fresh = await open()
        for (const marks of [...matchers, fresh]) {
          marks.refresh()
          for (const [id, mark] of kept) {
            const found = marks.find(id)
            expect(found.version).toBe(mark.version)
            expect(found.tombstone === null).toBe(mark.tombstone === null)
          }
        }
      }
      for (const marks of matchers) await marks.close()
    }),
    { numRuns: 25 },
  )
})
