import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { clauseNumber, rulesText } from './rules-text.ts'

/** What was published under each version. People are bound by it: to change a word, add a version. */
const fingerprints: Readonly<Record<string, string>> = {
  '2026-11-22': 'd8d17dccd1b0695e5cfac2dd958f72a7aa37017a9c326032811839aaaea246bd',
}

const wholeText = JSON.stringify(rulesText)

it('is word for word what was published under its version', () => {
  expect(createHash('sha256').update(wholeText).digest('hex')).toBe(fingerprints[rulesText.version])
})

it('says what both sides settle by skipping the terms', () => {
  expect(wholeText).toContain(
    'the claims described in the matter, released for the amount, long form to follow',
  )
})

it.each([
  'Federal Rule of Evidence 408',
  'no legal advice',
  'not a statutory offer',
  'section 998',
  'policy-limits demand',
  'no money in escrow',
])('mentions "%s"', (words) => {
  expect(wholeText).toContain(words)
})

it.each([/zero.knowledge/i, /military.grade/i, /privilege/i])('claims nothing of the kind %s', (claim) => {
  expect(wholeText).not.toMatch(claim)
})

it('gives each section an anchor of its own', () => {
  const ids = rulesText.sections.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

it('numbers clauses from one', () => {
  expect(clauseNumber(0, 0)).toBe('1.1')
})
