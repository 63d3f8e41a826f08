import PDFDocument from 'pdfkit'
import { describe, expect, test } from 'vitest'
import { printableText, TYPEFACE, unprintableCharacters } from './typeface.ts'

const everything = Array.from({ length: 0x2700 }, (_, code) => String.fromCodePoint(code)).filter(
  (character) => printableText(character) === character && character !== '\n',
)

describe.each(Object.entries(TYPEFACE))('the %s font', (_, path) => {
  test('has each character that is called printable', () => {
    const doc = new PDFDocument({ font: path })
    const missing = everything.filter((character) => {
      const [encoded] = (
        doc as unknown as { _font: { encode(text: string): [string[], unknown] } }
      )._font.encode(character)
      return encoded.includes('0000')
    })
    expect(missing).toEqual([])
    expect(everything.length).toBeGreaterThan(500)
  })
})

test.each([
  ['Müller v. Škoda', 'Müller v. Škoda'],
  ['Ελλάδα, Україна', 'Ελλάδα, Україна'],
  ['Nguyễn', 'Nguyên'],
  ['山田 v. Smith', '[U+5C71][U+7530] v. Smith'],
  ['“a”—b…', '“a”—b…'],
  ['a\u202eb\u200bc', 'abc'],
  ['one\r\ntwo', 'one\ntwo'],
  ['e\u0301', 'é'],
])('%j is set as %j', (text, printed) => {
  expect(printableText(text)).toBe(printed)
})

test('names what it cannot set as it is', () => {
  expect(unprintableCharacters('Nguyễn 山 山 é')).toEqual(['ễ', '山'])
})
