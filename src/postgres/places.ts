/** Stands in a query that is compiled before its values are known, for one of them: `name` in the values of part `part`. */
class Place {
  readonly part: number
  readonly name: string | symbol

  constructor(part: number, name: string | symbol) {
    this.part = part
    this.name = name
  }
}

/** What a query is built with in place of values: a place under each name, whole as it is. */
export function placesOf<Values extends object>(part: number): Values {
  return new Proxy({}, { get: (_, name) => new Place(part, name) }) as Values
}

/** The parameters of a compiled query, with each place filled from the values of its part. */
export function filled(parameters: readonly unknown[], values: readonly object[]): unknown[] {
  return parameters.map((each) =>
    each instanceof Place ? Reflect.get(values[each.part] ?? {}, each.name) : each,
  )
}
