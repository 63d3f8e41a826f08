import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { memoryMarks } from '../../tests/support/memory-marks.ts'
import { newId } from '../../tests/support/test-matcher.ts'
import { DAY_MS, type Instant } from '../domain/deadlines.ts'
import type { SeatId, SessionId } from '../domain/ids.ts'
import { writeAtOnce } from '../postgres/write-at-once.ts'
import { openMatcherDatabase } from './database.ts'
import { destroyOldKeys } from './destroy-old-keys.ts'
import { openFileKeyStore } from './file-key-store.ts'
import { createKeyUpkeep } from './key-upkeep.ts'
import { type KeyDay, KeyLostError, type KeyStore, keyDayOf } from './keys.ts'
import { rewrapSessions } from './rewrap-sessions.ts'
import { addSession, progressWrite } from './store.ts'
import { inTransaction } from './transaction.ts'

let database: TestDatabase
let db: ReturnType<typeof openMatcherDatabase>

beforeAll(async () => {
  database = await createTestDatabase()
  db = openMatcherDatabase(database.matcherUrl, { onError: () => {} })
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

type Act =
  | { readonly type: 'begin' }
  | { readonly type: 'end'; readonly which: number }
  | { readonly type: 'time'; readonly hours: number }
  /** The daily work, broken off at the so manieth step of the key store, before or after its effect. */
  | { readonly type: 'work'; readonly breaksAt: number; readonly done: boolean }
  /** Two processes at the work at once. */
  | { readonly type: 'work-twice' }

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.constant({ type: 'begin' } as const),
  fc.record({ type: fc.constant('end' as const), which: fc.nat(9) }),
  fc.record({ type: fc.constant('time' as const), hours: fc.integer({ min: -30, max: 240 }) }),
  fc.record({
    type: fc.constant('work' as const),
    breaksAt: fc.integer({ min: 1, max: 12 }),
    done: fc.boolean(),
  }),
  fc.constant({ type: 'work-twice' } as const),
)

type Copy = { readonly id: SessionId; readonly keyDay: KeyDay; readonly wrappedPrivateKey: Uint8Array }

/** A key store whose process dies at its `breaksAt`th step. */
function dyingKeyStore(store: KeyStore, breaksAt: number, isDone: boolean): KeyStore {
  let steps = 0
  const step =
    <Args extends unknown[], T>(run: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      steps += 1
      if (steps > breaksAt || (steps === breaksAt && !isDone)) throw new Error('the process died')
      const result = await run(...args)
      if (steps === breaksAt) throw new Error('the process died')
      return result
    }
  return {
    make: step(store.make),
    wrap: step(store.wrap),
    unwrap: step(store.unwrap),
    has: store.has,
    listDays: step(store.listDays),
    destroy: step(store.destroy),
  }
}

/** One installation: its key folder, its sessions, and every state of the database that anybody may have copied. */
class Installation {
  readonly folder: string
  readonly ended = new Map<SessionId, Instant>()
  readonly copies: Copy[] = []
  now: Instant = Date.UTC(2026, 0, 5, 15)
  latest: Instant = this.now

  constructor(folder: string) {
    this.folder = folder
  }

  clock = async () => this.now
  #parts = (keyStore: KeyStore) => ({
    db,
    keyStore,
    marks: memoryMarks(),
    clock: this.clock,
    onTrouble: () => {},
  })

  async act(act: Act): Promise<void> {
    const store = await openFileKeyStore(this.folder)
    switch (act.type) {
      case 'begin':
        return this.begin(store)
      case 'end':
        return this.end(act.which)
      case 'time':
        this.now += act.hours * 3_600_000
        this.latest = Math.max(this.latest, this.now)
        return
      case 'work': {
        const dying = dyingKeyStore(store, act.breaksAt, act.done)
        await createKeyUpkeep(this.#parts(dying))
          .perform()
          .catch(() => {})
        return this.copy()
      }
      case 'work-twice': {
        const other = await openFileKeyStore(this.folder)
        await Promise.all([store, other].map((each) => createKeyUpkeep(this.#parts(each)).perform()))
        return this.copy()
      }
    }
  }

  async begin(store: KeyStore): Promise<void> {
    const id = newId<SessionId>()
    const keyDay = keyDayOf(this.now)
    const wrappedPrivateKey = await store.wrap(keyDay, id, crypto.getRandomValues(new Uint8Array(32)))
    const seats = { plaintiffSeatId: newId<SeatId>(), defendantSeatId: newId<SeatId>() }
    const session = {
      id,
      ...seats,
      currency: 'USD',
      isPractice: false,
      publicKey: new Uint8Array(65),
    } as const
    const dummies = { plaintiff: new Uint8Array(113), defendant: new Uint8Array(113) }
    await inTransaction(db, (tx) =>
      addSession(tx, { session: { ...session, wrappedPrivateKey, keyDay }, dummies }),
    )
    return this.copy()
  }

  async end(which: number): Promise<void> {
    const live = await this.live()
    const session = live[which % Math.max(live.length, 1)]
    if (!session) return
    this.ended.set(session.id, this.latest)
    const gone = { wrappedPrivateKey: null, keyDay: null }
    await inTransaction(db, (tx) =>
      writeAtOnce(tx, [
        progressWrite({ id: session.id, version: 1, step: 'ended', clockOffsetMs: 0, ...gone }),
      ]),
    )
  }

  live(): Promise<Copy[]> {
    return db
      .selectFrom('sessions')
      .select(['id', 'keyDay', 'wrappedPrivateKey'])
      .where('keyDay', 'is not', null)
      .$narrowType<Copy>()
      .orderBy('id')
      .execute()
  }

  async copy(): Promise<void> {
    this.copies.push(...(await this.live()))
  }

  async opens({ id, keyDay, wrappedPrivateKey }: Copy): Promise<boolean> {
    const store = await openFileKeyStore(this.folder)
    try {
      await store.unwrap(keyDay, id, wrappedPrivateKey)
      return true
    } catch (error) {
      // A folder without any key opens nothing either.
      if (error instanceof KeyLostError || (await store.listDays()).length === 0) return false
      throw error
    }
  }
}

test('wherever the daily work breaks off, no live key is lost; once done, what ended seven days ago opens no more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 4, maxLength: 25 }), async (acts) => {
      const folder = await mkdtemp(join(tmpdir(), 'backchannel-crashes-'))
      const installation = new Installation(folder)
      try {
        for (const act of acts) {
          await installation.act(act)
          for (const live of await installation.live()) expect(await installation.opens(live)).toBe(true)
        }
        installation.now = installation.latest
        const parts = { db, keyStore: await openFileKeyStore(folder), clock: installation.clock }
        expect(await rewrapSessions(parts)).toEqual(new Set())
        await destroyOldKeys(parts, new Set())
        for (const live of await installation.live()) expect(await installation.opens(live)).toBe(true)
        for (const copy of installation.copies) {
          const endedAt = installation.ended.get(copy.id)
          if (endedAt !== undefined && installation.now >= endedAt + 7 * DAY_MS) {
            expect(await installation.opens(copy)).toBe(false)
          }
        }
      } finally {
        for (let which = 0; (await installation.live()).length > 0; which += 1) await installation.end(which)
        await rm(folder, { recursive: true })
      }
    }),
    { numRuns: 40 },
  )
})
