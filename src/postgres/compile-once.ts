import type { Compilable, CompiledQuery, Kysely } from 'kysely'

/** Stands in a query for a value that comes with each run. */
class Place<Values> {
  readonly name: keyof Values

  constructor(name: keyof Values) {
    this.name = name
  }
}

/**
 * A query that every request asks, built and compiled at its first run: that takes longer than all else that Node does for
 * it. `build` is given `values` to put into the query, whole as they are: what they hold is known at each run only.
 */
export function compileOnce<Database, Values extends object, Row>(
  build: (db: Kysely<Database>, values: Values) => Compilable<Row>,
): (db: Kysely<Database>, values: Values) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | null = null
  return async (db, values) => {
    compiled ??= build(db, placesOf<Values>()).compile()
    const parameters = compiled.parameters.map((each) =>
      each instanceof Place ? values[each.name as keyof Values] : each,
    )
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters })
    return rows
  }
}

function placesOf<Values extends object>(): Values {
  const get = (_: object, name: string | symbol) => new Place<Values>(name as keyof Values)
  return new Proxy({}, { get }) as Values
}
