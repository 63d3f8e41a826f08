import { type OperationNodeSource, type QueryExecutorProvider, type RawBuilder, sql } from 'kysely'

/**
 * Several writes in one statement, since each way to the database costs more than what is done there; all or nothing, and
 * all under one look at the tables: each touches rows of its own, and none reads what another writes. `calls` are
 * functions called after one another for what they do.
 */
export async function writeAtOnce(
  db: QueryExecutorProvider,
  writes: readonly OperationNodeSource[],
  calls: readonly RawBuilder<unknown>[] = [],
): Promise<void> {
  const parts = writes.map((write, index) => sql`${sql.raw(`write_${index}`)} as (${write})`)
  const called = calls.length === 0 ? sql`1` : sql.join(calls)
  await sql`with ${sql.join(parts)} select ${called}`.execute(db)
}
