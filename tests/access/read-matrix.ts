import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROLES, type Role } from './world.ts'

/** What somebody gets; the table's own page says what each word means. */
export const OUTCOMES = [
  'page',
  'file',
  'data',
  'stream',
  'done',
  'answered',
  'refused',
  'none',
  'sign-in',
  'elsewhere',
  'no-method',
] as const
export type Outcome = (typeof OUTCOMES)[number]

export type Row = { readonly key: string; readonly cells: Readonly<Record<Role, Outcome>> }

/** The rules, out of the tables of `access-matrix.md`. Throws at a word that is none. */
export function readMatrix(): readonly Row[] {
  const text = readFileSync(join(import.meta.dirname, 'access-matrix.md'), 'utf8')
  return text.split('\n').flatMap((line) => {
    const [, request = '', ...words] = line.split('|').map((cell) => cell.trim())
    const key = /^`((?:GET|POST) [^`]+)`$/.exec(request)?.[1]
    if (key === undefined) return []
    return [{ key, cells: cellsOf(key, words.slice(0, -1)) }]
  })
}

function cellsOf(key: string, words: readonly string[]): Row['cells'] {
  if (words.length !== ROLES.length)
    throw new Error(`${key}: ${words.length} words for ${ROLES.length} roles`)
  const cells = ROLES.map((role, n) => {
    const outcome = OUTCOMES.find((each) => each === words[n])
    if (outcome === undefined) throw new Error(`${key}: ${words[n]} is no outcome`)
    return [role, outcome] as const
  })
  return Object.fromEntries(cells) as Row['cells']
}
