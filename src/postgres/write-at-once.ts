import { type CompiledQuery, type OperationNodeSource, type QueryExecutorProvider, sql } from 'kysely'
import { filled, placesOf } from './places.ts'

/** A part of a statement, of which the text is always the same, with its values of this time. */
export type Part<Connection> = {
  readonly id: number
  readonly values: object
  readonly build: (db: Connection, place: number) => OperationNodeSource
}

/** A statement of more parts comes too seldom to be kept: what a session that was long away catches up with. */
const MOST_PARTS_KEPT = 12

const kept = new Map<string, CompiledQuery>()
let parts = 0

/** `build` is given `values` to put into the part, whole as they are: what they hold is known at each run only. */
export function partOf<Connection, Values extends object>(
  build: (db: Connection, values: Values) => OperationNodeSource,
): (values: Values) => Part<Connection> {
  parts += 1
  const id = parts
  return (values) => ({ id, values, build: (db, place) => build(db, placesOf<Values>(place)) })
}

/**
 * Several writes in one statement, since each way to the database costs more than what is done there; all or nothing, and
 * all under one look at the tables: each touches rows of its own, and none reads what another writes. `calls` are
 * functions called after one another for what they do. The statement is compiled once for the same parts.
 */
export async function writeAtOnce<Connection extends QueryExecutorProvider>(
  db: Connection,
  writes: readonly Part<NoInfer<Connection>>[],
  calls: readonly Part<NoInfer<Connection>>[] = [],
): Promise<void> {
  await db.getExecutor().executeQuery(statementOf(db, writes, calls))
}

/** What `writeAtOnce` runs. */
export function statementOf<Connection extends QueryExecutorProvider>(
  db: Connection,
  writes: readonly Part<NoInfer<Connection>>[],
  calls: readonly Part<NoInfer<Connection>>[] = [],
): CompiledQuery {
  const statement = compiled(db, writes, calls)
  const values = [...writes, ...calls].map((part) => part.values)
  return { ...statement, parameters: filled(statement.parameters, values) }
}

function compiled<Connection extends QueryExecutorProvider>(
  db: Connection,
  writes: readonly Part<Connection>[],
  calls: readonly Part<Connection>[],
): CompiledQuery {
  const key = [writes, calls].map((some) => some.map(({ id }) => id).join(',')).join('/')
  const known = kept.get(key)
  if (known !== undefined) return known
  const written = writes.map(
    (write, index) => sql`${sql.raw(`write_${index}`)} as (${write.build(db, index)})`,
  )
  const called = calls.map((call, index) => call.build(db, writes.length + index))
  const select = sql`select ${called.length === 0 ? sql`1` : sql.join(called)}`
  const query = (written.length === 0 ? select : sql`with ${sql.join(written)} ${select}`).compile(db)
  if (writes.length + calls.length <= MOST_PARTS_KEPT) kept.set(key, query)
  return query
}
