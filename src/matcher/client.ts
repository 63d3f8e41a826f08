import { createCheckedMatcher, type MatcherTrouble } from './checked-matcher.ts'
import type { MatcherClock } from './clock.ts'
import { openMatcherDatabase } from './database.ts'
import type { Draw } from './draw.ts'
import { openFileKeyStore } from './file-key-store.ts'
import { createMatcher } from './matcher.ts'
import type { Matcher } from './protocol.ts'

export type InProcessMatcherOptions = {
  /** Connects as the matcher's role. */
  readonly databaseUrl: string
  /** Private to the matcher, and no part of a backup of the database. */
  readonly keyFolder: string
  readonly clock: MatcherClock
  readonly draw: Draw
  readonly log: {
    warn(details: Pick<MatcherTrouble, 'cause'> & Partial<MatcherTrouble>, message: string): void
  }
}

/** Connects to a matcher that runs in this very process, with connections and a role of its own. */
export async function createInProcessMatcher(
  options: InProcessMatcherOptions,
): Promise<Matcher & { close(): Promise<void> }> {
  const { databaseUrl, keyFolder, clock, draw, log } = options
  const keyStore = await openFileKeyStore(keyFolder)
  const db = openMatcherDatabase(databaseUrl, {
    onError: (error) => log.warn({ cause: error.name }, 'a database connection of the matcher broke'),
  })
  const matcher = createCheckedMatcher(createMatcher({ db, keyStore, clock, draw }), {
    onTrouble: (trouble) => log.warn(trouble, 'trouble in the matcher'),
  })
  return { ...matcher, close: () => db.destroy() }
}
