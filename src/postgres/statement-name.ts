import { createHash } from 'node:crypto'

/** Far more than the program has; a text made up of data, of which there is no end, stays without one. */
const MOST_NAMES = 1_000
const names = new Map<string, string>()

/**
 * Statements that are planned alike whatever their values, and answer the same columns whatever a migration adds: those
 * that find rows by their keys. A page of a list, a search or a list of ids is planned each time by its values.
 */
const PLANNED_ALIKE =
  /^(?:select|insert|update|delete|with)\s(?!.*(?:\*|\slimit \$|\soffset \$|\sin \(|\silike ))/is

/** By what PostgreSQL keeps the plan of a statement on a connection; undefined for one that is not worth it. */
export function statementName(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= MOST_NAMES || !PLANNED_ALIKE.test(text)) return undefined
  const name = `s_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
  names.set(text, name)
  return name
}
