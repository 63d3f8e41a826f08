import { createCheckedMatcher, type MatcherTrouble } from './checked-matcher.ts'
import type { MatcherClock } from './clock.ts'
import { openMatcherDatabase } from './database.ts'
import type { Draw } from './draw.ts'
import { openFileKeyStore } from './file-key-store.ts'
import { createMatcher } from './matcher.ts'
import type { OpenMatcher } from './protocol.ts'

export type MatcherOptions = {
  /** Connects as the matcher's role. */
  readonly databaseUrl: string
  /** Private to the matcher, and no part of a backup of the database. */
  readonly keyFolder: string
  readonly clock: MatcherClock
  readonly draw: Draw
  /** Shorter than what a caller waits, so that it hears what became of its call. */
  readonly timeoutMs?: number
  readonly log: {
    warn(details: Pick<MatcherTrouble, 'cause'> & Partial<MatcherTrouble>, message: string): void
  }
}

/** The matcher itself, with its keys and with connections of its own: in its own process, and in tests. */
export async function openMatcher(options: MatcherOptions): Promise<OpenMatcher> {
  const { databaseUrl, keyFolder, clock, draw, log, timeoutMs } = options
  const keyStore = await openFileKeyStore(keyFolder)
  const db = openMatcherDatabase(databaseUrl, {
    onError: (error) => log.warn({ cause: error.name }, 'a database connection of the matcher broke'),
  })
  const matcher = createCheckedMatcher(createMatcher({ db, keyStore, clock, draw }), {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    onTrouble: (trouble) => log.warn(trouble, 'trouble in the matcher'),
  })
  return { ...matcher, close: () => db.destroy() }
}
