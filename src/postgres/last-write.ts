import type { CompiledQuery, Kysely, Transaction } from 'kysely'

/** Sends what a transaction writes last; resolves when it is on its way. */
export type LastWrite = (query: CompiledQuery) => Promise<void>

/**
 * Runs `work` in a transaction whose last write goes to the database together with the commit, which saves a way there. `work` gives it
 * to `last`, once, and asks nothing more of the transaction after it. Should that write fail in the database, this rejects with its
 * failure, and PostgreSQL undoes the transaction instead of committing it.
 */
export async function withLastWrite<Database, T>(
  db: Kysely<Database>,
  work: (tx: Transaction<Database>, last: LastWrite) => Promise<T>,
): Promise<T> {
  let written: Promise<unknown> = Promise.resolve()
  let result: T
  try {
    result = await db.transaction().execute((tx) =>
      work(tx, async (query) => {
        const sent = Promise.withResolvers<void>()
        written = tx.getExecutor().provideConnection((connection) => {
          const answer = connection.executeQuery(query)
          // Only now may the commit be sent.
          sent.resolve()
          return answer
        })
        // Without it the commit must not go either.
        written.catch(sent.reject)
        await sent.promise
      }),
    )
  } catch (error) {
    await written
    throw error
  }
  await written
  return result
}
