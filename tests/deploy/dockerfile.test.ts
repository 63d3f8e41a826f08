import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate } from 'dockerfile-utils'
import { describe, expect, test } from 'vitest'

/** Without an engine: what the language's own checker says, and what this image promises. */
const ROOT = join(import.meta.dirname, '../..')
const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')

/** One line an instruction, those of the last stage apart. */
function instructionsOf(dockerfile: string) {
  const lines = dockerfile
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
  const last = lines.findLastIndex((line) => line.startsWith('FROM '))
  return { all: lines, last: lines.slice(last) }
}

function faultsOf(dockerfile: string): string[] {
  const { all, last } = instructionsOf(dockerfile)
  const faults = validate(dockerfile).map(({ range, message }) => `line ${range.start.line + 1}: ${message}`)
  if (all.filter((line) => line.startsWith('FROM ')).length < 2) faults.push('one stage alone')
  const user = last.findLast((line) => line.startsWith('USER '))?.slice(5)
  if (user === undefined || /^(root|0)(:|$)/.test(user)) faults.push('runs as root')
  if (!last.some((line) => /^CMD \[/.test(line))) faults.push('no command that gets signals')
  if (all.some((line) => line.startsWith('ADD '))) faults.push('ADD')
  for (const line of all.filter((each) => each.startsWith('COPY ') && !each.includes('--from='))) {
    for (const path of line.split(' ').slice(1, -1)) {
      if (!existsSync(join(ROOT, path))) faults.push(`copies ${path}, which is not there`)
    }
  }
  for (const [path] of dockerfile.matchAll(/\bsrc\/[\w/.-]+\.ts\b/g)) {
    if (!existsSync(join(ROOT, path))) faults.push(`runs ${path}, which is not there`)
  }
  return faults
}

describe('the Dockerfile', () => {
  test('has no fault', () => {
    expect(faultsOf(text)).toEqual([])
  })

  test.each([
    ['an instruction that does not exist', text.replace('EXPOSE 3000', 'EXPOZE 3000'), /EXPOZE/],
    ['a command without its brackets closed', text.replace(/^USER .*$/m, 'USER'), /line \d+/],
    ['root', text.replace(/^USER .*$/m, 'USER root'), /runs as root/],
    ['no user', text.replace(/^USER .*$/m, ''), /runs as root/],
    ['a command for a shell', text.replace(/^CMD .*$/m, 'CMD node src/server/web-main.ts'), /gets signals/],
    ['an entry that is not there', text.replaceAll('web-main.ts', 'gone-main.ts'), /gone-main\.ts/],
    ['a folder that is not there', text.replace('COPY public ', 'COPY publik '), /publik/],
    ['one stage', instructionsOf(text).last.join('\n'), /one stage alone/],
  ])('would be found to have one: %s', (_, broken, fault) => {
    expect(broken).not.toBe(text)
    expect(faultsOf(broken).join('\n')).toMatch(fault)
  })

  test('copies all that a start looks at to know that the pages are built', () => {
    const copied = instructionsOf(text)
      .last.filter((line) => line.startsWith('COPY '))
      .join('\n')
    for (const source of ['src', 'public', 'package-lock.json', 'vite.config.ts', 'react-router.config.ts']) {
      expect(copied).toContain(source)
    }
  })
})
