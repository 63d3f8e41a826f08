import type { Kysely, Transaction } from 'kysely'
import type { MatcherDatabase } from './database.ts'
import { OutcomeUnknownError } from './matcher-error.ts'

export type MatcherTx = Transaction<MatcherDatabase>

/**
 * Rejects with `OutcomeUnknownError` if the connection fails while committing, when the work may or may not stand.
 * With any other error nothing of the work stands: without a commit the database forgets it, whatever became of the
 * connection.
 */
export async function inTransaction<T>(
  db: Kysely<MatcherDatabase>,
  work: (tx: MatcherTx) => Promise<T>,
): Promise<T> {
  let committing = false
  try {
    return await db.transaction().execute(async (tx) => {
      const result = await work(tx)
      committing = true
      return result
    })
  } catch (cause) {
    throw committing ? new OutcomeUnknownError('commit-not-confirmed', { cause }) : cause
  }
}
