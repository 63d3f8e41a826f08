import { describe, expect, test } from 'vitest'
import { optionalLine, optionalText, requiredLine, requiredText } from './form-text.ts'
import { endSessionSchema } from './session-commands.ts'

const lines = [requiredLine('Enter it.', 40), optionalLine(40)]
const texts = [requiredText('Enter it.', 40), optionalText(40)]

describe('text of a form', () => {
  test('is kept as written, without the blanks around it', () => {
    for (const schema of [...lines, ...texts]) {
      expect(schema.parse('  Müller & Søn, “the firm” 𝒜 👩‍⚖️ ')).toBe('Müller & Søn, “the firm” 𝒜 👩‍⚖️')
    }
    for (const schema of texts) expect(schema.parse('one\r\n\ttwo')).toBe('one\r\n\ttwo')
  })

  test('holds nothing that the database could not keep', () => {
    for (const schema of [...lines, ...texts]) {
      for (const bad of ['a\0b', 'a\u0007b', 'a\ud800b', '\udc00']) {
        expect(schema.safeParse(bad).success, JSON.stringify(bad)).toBe(false)
      }
    }
  })
})

test('nor does the reason for which a session is ended', () => {
  for (const reason of ['a\0b', 'a\ud800b', 'x'.repeat(1001)]) {
    expect(endSessionSchema.safeParse({ reason }).success, JSON.stringify(reason.slice(0, 9))).toBe(false)
  }
  expect(endSessionSchema.parse({ reason: ' Later.\nPerhaps. ' })).toEqual({ reason: 'Later.\nPerhaps.' })
  for (const none of [{}, { reason: null }, { reason: ' ' }]) {
    expect(endSessionSchema.parse(none)).toEqual({ reason: null })
  }
})
