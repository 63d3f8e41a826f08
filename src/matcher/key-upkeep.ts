import type { Kysely } from 'kysely'
import type { Instant } from '../domain/deadlines.ts'
import type { MatcherClock } from './clock.ts'
import type { MatcherDatabase } from './database.ts'
import { destroyOldKeys } from './destroy-old-keys.ts'
import { disownTodays } from './disown-todays.ts'
import { holdEnded } from './hold-ended.ts'
import { lockKeys } from './key-lock.ts'
import { type KeyDay, type KeyStore, keyDayOf } from './keys.ts'
import type { Marks } from './marks.ts'
import { MatcherError } from './matcher-error.ts'
import { rewrapSessions } from './rewrap-sessions.ts'
import { inTransaction } from './transaction.ts'

export type UpkeepParts = {
  readonly db: Kysely<MatcherDatabase>
  readonly keyStore: KeyStore
  readonly marks: Marks
  readonly clock: MatcherClock
  /** After each batch of sessions: for whoever waits for the start. */
  readonly onProgress?: () => void
  readonly onTrouble: (error: unknown) => void
  /** Sessions that a restored database brought back to life, though they have ended. */
  readonly onHeld?: (sessions: number) => void
  /** Sessions whose key can never be unwrapped again. */
  readonly onLost?: (sessions: number) => void
}

/**
 * The daily work on keys and marks: first every live session is wrapped under today's key, and committed; then old keys are
 * destroyed. No timer is trusted with it: each decision shows here what time it read, and where the work of more than one day is
 * undone, it is done before anything is decided.
 */
export type KeyUpkeep = {
  /** Does the day's work unless it is done. Rejects if it cannot be done now. */
  perform(): Promise<void>
  /** Throws `keys-not-kept` where the work comes first; a new day's alone is done beside the calls. */
  check(now: Instant): void
  /** Runs a call, after the work that has to come before it. */
  guard<T>(call: () => Promise<T>): Promise<T>
  /** When no work is under way any more. */
  settled(): Promise<void>
}

export function createKeyUpkeep(parts: UpkeepParts): KeyUpkeep {
  let doneOn: KeyDay | null = null
  let running: Promise<void> | null = null

  async function work(): Promise<void> {
    const today = keyDayOf(await parts.clock(parts.db))
    if (doneOn === today) return
    const held = await holdEnded(parts)
    if (held > 0) parts.onHeld?.(held)
    await disownTodays(parts)
    const lost = await rewrapSessions(parts)
    if (lost.size > 0) parts.onLost?.(lost.size)
    await destroyOldKeys(parts, lost)
    await inTransaction(parts.db, async (tx) => {
      await lockKeys(tx)
      await parts.marks.compact()
    })
    doneOn = today
  }

  function perform(): Promise<void> {
    running ??= work().finally(() => {
      running = null
    })
    return running
  }

  return {
    perform,
    check(now) {
      const today = keyDayOf(now)
      if (doneOn === null || Math.abs(today - doneOn) > 1) throw new MatcherError('keys-not-kept')
      if (today !== doneOn) perform().catch(parts.onTrouble)
    },
    async guard(call) {
      if (doneOn === null) await perform()
      try {
        return await call()
      } catch (error) {
        if (!(error instanceof MatcherError && error.code === 'keys-not-kept')) throw error
        // What is under way may have begun on a day before the one that this call read.
        await running?.catch(() => {})
        await perform()
        return call()
      }
    },
    async settled() {
      await running?.catch(() => {})
    },
  }
}
