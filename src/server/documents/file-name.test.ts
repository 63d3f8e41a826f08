import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DOCX } from '../../contract/documents.ts'
import { attachmentHeader, cleanFileName } from './file-name.ts'

describe('the name of an uploaded file', () => {
  test.each([
    ['Settlement Agreement v3.pdf', 'Settlement Agreement v3.pdf'],
    ['C:\\Users\\me\\Desktop\\mou.pdf', 'mou.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['contract\u202efdp.exe', 'contractfdp.exe.pdf'],
    ['a\u0000b\nc.pdf', 'abc.pdf'],
    ['Vergleich – Müller.PDF', 'Vergleich – Müller.pdf'],
    ['agreement.docx', 'agreement.docx.pdf'],
    ['.pdf', 'document.pdf'],
    ['', 'document.pdf'],
    ['  spaces   inside .pdf', 'spaces inside.pdf'],
    ['why?*.pdf', 'why__.pdf'],
  ])('%j becomes %j', (given, name) => {
    expect(cleanFileName(given, 'application/pdf')).toBe(name)
  })

  test('takes the ending of what the file is', () => {
    expect(cleanFileName('agreement.pdf', DOCX)).toBe('agreement.pdf.docx')
    expect(cleanFileName('photo.jpeg', 'image/jpeg')).toBe('photo.jpg')
  })

  test('is short, visible and on one line, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = cleanFileName(given, 'application/pdf')
        expect(name).toMatch(/^[^\p{Cc}\p{Cf}/\\]+\.pdf$/u)
        expect([...name].length).toBeLessThanOrEqual(124)
      }),
    )
  })
})

describe('the header of a download', () => {
  test('carries the name for old readers and new ones', () => {
    expect(attachmentHeader('Müller "v1".pdf')).toBe(
      `attachment; filename="M_ller _v1_.pdf"; filename*=UTF-8''M%C3%BCller%20%22v1%22.pdf`,
    )
  })

  test('never breaks out of its line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(attachmentHeader(cleanFileName(text, 'application/pdf'))).toMatch(/^[\x20-\x7e]+$/)
      }),
    )
  })
})
