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

  test('loses what turns the direction of writing, and whatever else cannot be seen', () => {
    for (const schema of [...lines, ...texts]) {
      expect(schema.parse('\ufeffDoe v.\u202e emcA\u202c\u200b\u2066 Corp.\u2069')).toBe('Doe v. emcA Corp.')
      expect(schema.parse('a\u{e0041}\u{e0042}\u200f')).toBe('a')
    }
  })

  test('that is nothing but unseen is missing', () => {
    for (const schema of [requiredLine('Enter it.', 40), requiredText('Enter it.', 40)]) {
      expect(schema.safeParse('\u202e\u200b ').error?.issues[0]?.message).toBe('Enter it.')
    }
  })

  test('of one line has none of the other ends of a line either', () => {
    for (const schema of lines) {
      for (const end of ['\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\v']) {
        expect(schema.safeParse(`a${end}b`).success, JSON.stringify(end)).toBe(false)
      }
    }
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
