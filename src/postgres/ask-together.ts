import type { CompiledQuery, QueryExecutorProvider, QueryResult } from 'kysely'

/** The rows of each query. */
type Answers<Queries extends readonly CompiledQuery<unknown>[]> = {
  readonly [Index in keyof Queries]: Queries[Index] extends CompiledQuery<infer Row> ? Row[] : never
}

/**
 * Several queries sent to the database in one go, none of which needs the answer to another; it does them one after the other,
 * each under its own look at the tables. In a transaction nothing is done after one that fails, and that one's failure is
 * told. By itself kysely waits for each answer before it sends the next query.
 */
export async function askTogether<const Queries extends readonly CompiledQuery<unknown>[]>(
  db: QueryExecutorProvider,
  queries: Queries,
): Promise<Answers<Queries>> {
  const executor = db.getExecutor()
  const outcomes = await executor.provideConnection((connection) =>
    Promise.allSettled(queries.map((query) => connection.executeQuery(query))),
  )
  const rows: unknown[] = []
  // In the order of the queries: the failure of one has all after it fail too.
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'rejected') throw outcome.reason
    rows.push(await transformed(outcome.value, queries[index]))
  }
  return rows as unknown as Answers<Queries>

  async function transformed(result: QueryResult<unknown>, query: CompiledQuery<unknown> | undefined) {
    let changed = result as QueryResult<Record<string, unknown>>
    for (const plugin of executor.plugins) {
      if (query) changed = await plugin.transformResult({ result: changed, queryId: query.queryId })
    }
    return changed.rows
  }
}
