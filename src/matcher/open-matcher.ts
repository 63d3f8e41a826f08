import { causeOf, createCheckedMatcher, type MatcherTrouble } from './checked-matcher.ts'
import type { MatcherClock } from './clock.ts'
import { openMatcherDatabase } from './database.ts'
import type { Draw } from './draw.ts'
import { openFileKeyStore } from './file-key-store.ts'
import { createKeyUpkeep } from './key-upkeep.ts'
import type { KmsSettings } from './kms.ts'
import { openKmsKeyStore } from './kms-key-store.ts'
import { openMarkLog } from './mark-log.ts'
import { createMatcher } from './matcher.ts'
import { MatcherStartError } from './matcher-error.ts'
import type { OpenMatcher } from './protocol.ts'

export type MatcherOptions = {
  /** Connects as the matcher's role. */
  readonly databaseUrl: string
  /** Private to the matcher, and no part of a backup of the database. */
  readonly keyFolder: string
  /** Has the keys, in place of the folder, where it is given. */
  readonly kms?: KmsSettings
  readonly clock: MatcherClock
  readonly draw: Draw
  /** Shorter than what a caller waits, so that it hears what became of its call. */
  readonly timeoutMs?: number
  /** While sessions are wrapped anew, which after a long stop takes its time. */
  readonly onProgress?: () => void
  readonly log: {
    warn(details: Pick<MatcherTrouble, 'cause'> & Partial<MatcherTrouble>, message: string): void
  }
}

/** `keepKeys()` does the daily work on the keys, if it is not done; it never rejects. */
export type KeyKeepingMatcher = OpenMatcher & { keepKeys(): Promise<void> }

/**
 * The matcher itself, with its keys and with connections of its own: in its own process, and in tests. The daily work on the
 * keys is done first; where the database is away, calls are `unavailable` until it is done.
 */
export async function openMatcher(options: MatcherOptions): Promise<KeyKeepingMatcher> {
  const { databaseUrl, keyFolder, clock, draw, log, timeoutMs } = options
  const keyStore = options.kms ? openKmsKeyStore(options.kms) : await openFileKeyStore(keyFolder)
  const db = openMatcherDatabase(databaseUrl, {
    onError: (error) => log.warn({ cause: error.name }, 'a database connection of the matcher broke'),
  })
  const onTrouble = (error: unknown) => log.warn({ cause: causeOf(error) }, 'the keys could not be kept')
  const { onProgress = () => {} } = options
  const tell = (what: string) => (sessions: number) => log.warn({ cause: `${sessions} sessions` }, what)
  const marks = await openMarkLog(keyFolder, {
    onDamage: () => log.warn({ cause: 'damaged' }, 'a mark cannot be read'),
  })
  const upkeep = createKeyUpkeep({
    db,
    keyStore,
    marks,
    clock,
    onProgress,
    onTrouble,
    onHeld: tell('ended, and live again in a restored database: held'),
    onLost: tell('their keys are lost: their numbers will be voided'),
  })
  const matcher = createCheckedMatcher(createMatcher({ db, keyStore, marks, upkeep, clock, draw }), {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    onTrouble: (trouble) => log.warn(trouble, 'trouble in the matcher'),
  })
  await upkeep.perform().catch((error: unknown) => {
    if (error instanceof MatcherStartError) throw error
    onTrouble(error)
  })
  const keepKeys = () => upkeep.perform().catch(onTrouble)
  return {
    ...matcher,
    keepKeys,
    async close() {
      await upkeep.settled()
      await marks.close()
      await db.destroy()
    },
  }
}
