import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import { filled, placesOf } from './places.ts'

/** A query whose values come with each run. */
export type OnceCompiled<Database, Values extends object, Row> = {
  (db: Kysely<Database>, values: Values): Promise<Row[]>
  /** With its values, to be asked together with others. */
  of(db: Kysely<Database>, values: Values): CompiledQuery<Row>
}

/**
 * A query that every request asks, built and compiled at its first run: that takes longer than all else that Node does for
 * it. `build` is given `values` to put into the query, whole as they are: what they hold is known at each run only.
 */
export function compileOnce<Database, Values extends object, Row>(
  build: (db: Kysely<Database>, values: Values) => Compilable<Row>,
): OnceCompiled<Database, Values, Row> {
  let compiled: CompiledQuery<Row> | null = null
  const of = (db: Kysely<Database>, values: Values): CompiledQuery<Row> => {
    compiled ??= build(db, placesOf<Values>(0)).compile()
    return { ...compiled, parameters: filled(compiled.parameters, [values]) }
  }
  const run = async (db: Kysely<Database>, values: Values) => {
    const { rows } = await db.executeQuery<Row>(of(db, values))
    return rows
  }
  return Object.assign(run, { of })
}
