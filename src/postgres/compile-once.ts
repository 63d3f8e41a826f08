import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import { filled, placesOf } from './places.ts'

/**
 * A query that every request asks, built and compiled at its first run: that takes longer than all else that Node does for
 * it. `build` is given `values` to put into the query, whole as they are: what they hold is known at each run only.
 */
export function compileOnce<Database, Values extends object, Row>(
  build: (db: Kysely<Database>, values: Values) => Compilable<Row>,
): (db: Kysely<Database>, values: Values) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | null = null
  return async (db, values) => {
    compiled ??= build(db, placesOf<Values>(0)).compile()
    const { rows } = await db.executeQuery<Row>({
      ...compiled,
      parameters: filled(compiled.parameters, [values]),
    })
    return rows
  }
}
