import { describe, expect, test } from 'vitest'
import { DOCX, type DocumentProblem, MAX_DOCUMENT_BYTES, MEDIA_TYPES } from '../../contract/documents.ts'
import { docxParts, makeDocx, makePdf, makeZip, type ZipPart } from './document.fixture.ts'
import { inspectDocument } from './inspect-document.ts'
import { MAX_UNPACKED_BYTES } from './inspect-docx.ts'

const inspect = (bytes: Buffer) => inspectDocument(bytes, MEDIA_TYPES)
const [types, relationships, main] = docxParts(['Whereas'])

async function expectRefused(bytes: Buffer, problem: DocumentProblem) {
  expect(await inspect(bytes)).toEqual({ ok: false, error: problem })
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const JPEG = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
  Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'),
  Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0]),
  Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x55, 0xff, 0xd9]),
])

describe('what a file is, is told by its content', () => {
  test.each([
    ['a PDF', makePdf(), 'application/pdf'],
    ['a DOCX', makeDocx('Whereas'), DOCX],
    [
      'a DOCX whose parts are merely stored',
      makeZip(docxParts(['x']).map((p) => ({ ...p, stored: true }))),
      DOCX,
    ],
    ['a DOCX with its main part first', makeZip([main, relationships, types]), DOCX],
    ['a PNG', PNG, 'image/png'],
    ['a JPEG', JPEG, 'image/jpeg'],
  ])('%s', async (_, bytes, mediaType) => {
    expect(await inspect(bytes)).toEqual({ ok: true, value: mediaType })
  })

  test('a type that the form does not take is refused, however sound it is', async () => {
    expect(await inspectDocument(PNG, ['application/pdf', DOCX])).toEqual({
      ok: false,
      error: 'file-type-refused',
    })
  })

  test.each([
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['plain text', Buffer.from('SETTLEMENT AGREEMENT')],
    ['any archive', makeZip([{ name: 'notes.txt', content: 'notes' }])],
    ['a spreadsheet', makeZip([types, relationships, { name: 'xl/workbook.xml', content: '<workbook/>' }])],
    ['an archive that only names the parts', makeZip([{ ...types, content: '<Types/>' }, main])],
    ['rich text', Buffer.from('{\\rtf1 Whereas}')],
  ])('%s is refused', (_, bytes) => expectRefused(bytes, 'file-type-refused'))
})

describe('sizes', () => {
  test('nothing at all is refused as empty', () => expectRefused(Buffer.alloc(0), 'file-empty'))

  test('25 MB is taken and one byte more is not', async () => {
    const whole = makePdf('x')
    const padding = Buffer.alloc(MAX_DOCUMENT_BYTES - whole.length, ' ')
    const most = Buffer.concat([whole.subarray(0, 9), padding, whole.subarray(9)])
    expect(most.length).toBe(25 * 1024 * 1024)
    expect((await inspect(most)).ok).toBe(true)
    await expectRefused(Buffer.concat([most, Buffer.from('\n')]), 'file-too-large')
  })
})

describe('PDF', () => {
  test.each([
    ['cut off', makePdf().subarray(0, -20)],
    ['followed by something else', Buffer.concat([makePdf(), Buffer.alloc(2000, 'x')])],
    ['a header alone', Buffer.from('%PDF-1.7\n')],
    ['of a version that does not exist', Buffer.from(makePdf().toString().replace('1.4', '9.9'))],
  ])('%s is refused as damaged', (_, bytes) => expectRefused(bytes, 'file-damaged'))

  test.each(['/Encrypt 7 0 R', '/Encrypt<</Filter /Standard>>'])('with %s is refused as protected', (entry) =>
    expectRefused(makePdf('x', entry), 'file-encrypted'),
  )

  test('that only speaks of encryption is taken', async () => {
    expect((await inspect(makePdf('the word /Encrypt in a text'))).ok).toBe(true)
  })
})

describe('DOCX', () => {
  const withPart = (part: ZipPart) => makeZip([types, relationships, main, part])

  test.each([
    ['a macro project', withPart({ name: 'word/vbaProject.bin', content: 'x' })],
    ['a macro project in other letters', withPart({ name: 'WORD/VBAPROJECT.BIN', content: 'x' })],
    [
      'a macro project under another name',
      makeZip([{ ...types, content: `${types.content}macroEnabled` }, relationships, main]),
    ],
  ])('with %s is refused', (_, bytes) => expectRefused(bytes, 'file-has-macros'))

  test('whose entries are encrypted is refused', () =>
    expectRefused(withPart({ name: 'word/styles.xml', content: 'x', encrypted: true }), 'file-encrypted'))

  test('in the container that Word uses for passwords is refused', async () => {
    const container = Buffer.alloc(2048)
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(container)
    await expectRefused(container, 'file-type-refused')
    Buffer.from('EncryptedPackage', 'utf16le').copy(container, 1024)
    await expectRefused(container, 'file-encrypted')
  })

  test('that declares more than anybody unpacks is refused before unpacking', () =>
    expectRefused(
      withPart({ name: 'word/media/1.png', content: 'x', declaredBytes: MAX_UNPACKED_BYTES }),
      'file-unpacks-too-large',
    ))

  test('that unpacks to more than it declares is refused', () =>
    expectRefused(
      withPart({ name: 'word/media/1.png', content: Buffer.alloc(5_000_000), declaredBytes: 10 }),
      'file-damaged',
    ))

  test('that unpacks to less than it declares is refused', () =>
    expectRefused(withPart({ name: 'a.xml', content: 'x', declaredBytes: 10 }), 'file-damaged'))

  test('with a wrong checksum is refused', () =>
    expectRefused(withPart({ name: 'a.xml', content: 'x', declaredCrc: 1 }), 'file-damaged'))

  test('whose entries share their bytes is refused', () =>
    expectRefused(withPart({ name: 'a.xml', content: main.content, sharesBytesOf: 2 }), 'file-damaged'))

  test('with two parts of one name is refused', () =>
    expectRefused(withPart({ name: 'Word/Document.xml', content: 'another text' }), 'file-damaged'))

  test('with too many parts is refused', () =>
    expectRefused(
      makeZip([
        types,
        relationships,
        main,
        ...Array.from({ length: 5_001 }, (_, n) => ({ name: `${n}`, content: '' })),
      ]),
      'file-unpacks-too-large',
    ))

  test('with a document type declaration, as entity bombs have, is refused', () =>
    expectRefused(
      withPart({ name: 'word/styles.xml', content: '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>' }),
      'file-damaged',
    ))

  const declaration = '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1/secret">]><x>&a;</x>'
  test.each([
    ['outside it', declaration],
    ['a file of the machine', declaration.replace('http://127.0.0.1/secret', 'file:///etc/passwd')],
    ['outside it, after much else', `${' '.repeat(200_000)}${declaration}`],
    ['outside it, in UTF-16', Buffer.from(`\ufeff${declaration}`, 'utf16le')],
    ['outside it, in UTF-16 the other way round', Buffer.from(`\ufeff${declaration}`, 'utf16le').swap16()],
  ])('with an entity that refers to %s is refused', (_, content) =>
    expectRefused(makeZip([types, relationships, { ...main, content }]), 'file-damaged'),
  )

  test.each([10, 40, 200])('cut off by %i bytes is refused', async (missing) => {
    const whole = makeDocx('Whereas')
    expect((await inspect(whole.subarray(0, whole.length - missing))).ok).toBe(false)
  })
})

describe('what is two things at once', () => {
  const page = Buffer.from('<script>alert(1)</script>')
  test.each([
    ['a PDF with a page before it', Buffer.concat([page, makePdf()])],
    ['a PDF with an archive after it', Buffer.concat([makePdf(), makeDocx('Whereas'), Buffer.alloc(1_200)])],
    ['a PDF that is an archive from its end', Buffer.concat([makePdf(), makeDocx('Whereas')])],
    ['an archive with a page before it', Buffer.concat([page, makeDocx('Whereas')])],
    ['an archive that is a PDF from its end', Buffer.concat([makeDocx('Whereas'), makePdf()])],
    ['a picture with an archive after it', Buffer.concat([PNG, makeDocx('Whereas')])],
  ])('%s is not taken', async (_, bytes) => {
    expect((await inspect(bytes)).ok).toBe(false)
  })
})

describe('pictures', () => {
  test('cut off are refused', async () => {
    await expectRefused(PNG.subarray(0, -4), 'file-damaged')
    await expectRefused(JPEG.subarray(0, -2), 'file-damaged')
  })

  test('of more pixels than a phone can hold are refused', async () => {
    const huge = Buffer.from(PNG)
    huge.writeUInt32BE(60_000, 16)
    huge.writeUInt32BE(60_000, 20)
    await expectRefused(huge, 'file-unpacks-too-large')
  })
})
