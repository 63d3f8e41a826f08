import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { MAX_DOCUMENT_BYTES } from '../../src/contract/documents.ts'
import {
  docxParts,
  makeDocx,
  makePdf,
  makeZip,
  type ZipPart,
} from '../../src/server/documents/document.fixture.ts'
import { MAX_UNPACKED_BYTES } from '../../src/server/documents/inspect-docx.ts'
import { type Negotiation, openMatterForTwo } from '../support/negotiation.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
let negotiation: Negotiation

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl'), http: true })
  negotiation = await openMatterForTwo(server)
})
afterAll(() => server.close())

/** As the plaintiff's lead sends a form of one page of the matter. */
async function send(page: string, body: FormData | Buffer, headers: Record<string, string> = {}) {
  const sent = new Headers(negotiation.people.plaintiff.headers)
  for (const [name, value] of Object.entries({ Origin: server.url, ...headers })) sent.set(name, value)
  const address = `${server.url}/matters/${negotiation.matterId}/${page}`
  const init = { method: 'POST', headers: sent, redirect: 'manual' } as const
  const response = await fetch(address, {
    ...init,
    body: body instanceof FormData ? body : new Uint8Array(body),
  })
  return { status: response.status, text: await response.text() }
}

function termsForm(bytes: Buffer, name = 'terms.pdf'): FormData {
  const form = new FormData()
  form.set('intent', 'upload')
  form.set('submissionId', randomUUID())
  form.set('file', new File([new Uint8Array(bytes)], name), name)
  return form
}

function messageForm(bytes: Buffer, name: string): FormData {
  const form = new FormData()
  form.set('submissionId', randomUUID())
  form.set('body', 'Enclosed.')
  form.append('files', new File([new Uint8Array(bytes)], name), name)
  return form
}

const documents = () => server.ctx.db.selectFrom('documents').select(['id', 'name', 'fileKey']).execute()

const [types, relationships, main] = docxParts(['Whereas'])
const withPart = (part: ZipPart) => makeZip([types, relationships, main, part])
const withMain = (content: string) => makeZip([types, relationships, { ...main, content }])
const ENTITIES = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`

const HOSTILE: readonly (readonly [what: string, bytes: () => Buffer, says: RegExp])[] = [
  ['nothing', () => Buffer.alloc(0), /is empty|Choose a file/],
  ['a PDF cut off', () => makePdf().subarray(0, -20), /damaged/],
  ['a header of a PDF alone', () => Buffer.from('%PDF-1.7\n'), /damaged/],
  ['a PDF behind a password', () => makePdf('x', '/Encrypt 7 0 R '), /protected/],
  [
    'a PDF with a page before it',
    () => Buffer.concat([Buffer.from('<script>alert(1)</script>'), makePdf()]),
    /not one of the types|damaged/,
  ],
  [
    'a PDF that is an archive from its end',
    () => Buffer.concat([makePdf(), makeDocx('Whereas')]),
    /not one of the types|damaged/,
  ],
  ['a DOCX cut off', () => makeDocx('Whereas').subarray(0, -40), /damaged|not one of the types/],
  ['a DOCX with macros', () => withPart({ name: 'word/vbaProject.bin', content: 'x' }), /macros/],
  [
    'a DOCX whose parts unpack to too much',
    () => withPart({ name: 'word/media/a.bin', content: Buffer.alloc(MAX_UNPACKED_BYTES + 1) }),
    /unpacks to far more|damaged/,
  ],
  [
    'a DOCX that says too little of what it unpacks to',
    () => withPart({ name: 'word/media/a.bin', content: Buffer.alloc(1_000_000), declaredBytes: 10 }),
    /damaged|unpacks/,
  ],
  [
    'a DOCX whose parts share their bytes',
    () => withPart({ name: 'word/a.xml', content: main.content, sharesBytesOf: 2 }),
    /damaged|unpacks/,
  ],
  [
    'a DOCX with entities',
    () => withMain(`${ENTITIES}<w:document>&b;&c;</w:document>`),
    /damaged|not one of the types/,
  ],
  ['a program', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), /not one of the types/],
  ['a web page', () => Buffer.from('<!doctype html><script>alert(1)</script>'), /not one of the types/],
]

describe('an upload that is not what it should be is refused in words, and nothing is kept of it', () => {
  test.each(HOSTILE)('%s', async (_, bytes, says) => {
    const before = await documents()
    for (const answer of [
      await send('terms', termsForm(bytes())),
      await send('messages', messageForm(bytes(), 'enclosed.docx')),
    ]) {
      expect(answer.status).toBe(422)
      expect(says.test(answer.text)).toBe(true)
    }
    expect(await documents()).toEqual(before)
  })
})

describe('how large', () => {
  const padded = (bytes: number) => {
    const pdf = makePdf()
    return Buffer.concat([pdf.subarray(0, 9), Buffer.alloc(bytes - pdf.length, ' '), pdf.subarray(9)])
  }

  test('25 MB and a byte is refused in words, 28 MB before it is read, as what names its length and as what does not', async () => {
    const before = await documents()
    const answer = await send('terms', termsForm(padded(MAX_DOCUMENT_BYTES + 1)))
    expect(answer.status).toBe(422)
    // Not the whole page into the output of a test that fails.
    expect(answer.text.includes('larger than 25 MB')).toBe(true)
    const type = { 'Content-Type': 'multipart/form-data; boundary=x' }
    expect((await send('terms', Buffer.alloc(28 * 1024 * 1024, 'x'), type)).status).toBe(413)
    const sent = new Headers({ ...type, Origin: server.url })
    const chunk = new Uint8Array(1024 * 1024)
    let chunks = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        chunks += 1
        if (chunks > 40) controller.close()
        else controller.enqueue(chunk)
      },
    })
    const init = { method: 'POST', headers: sent, body, duplex: 'half' } as const
    expect((await fetch(`${server.url}/matters/${negotiation.matterId}/terms`, init)).status).toBe(413)
    expect(await documents()).toEqual(before)
  })
})

describe('what a file is called', () => {
  const RIGHT_TO_LEFT = '\u202e'

  test.each([
    ['10,000 letters', 'x'.repeat(10_000)],
    ['a name that reads backwards', `agreement${RIGHT_TO_LEFT}fdp.exe`],
    ['a path', '../../../etc/passwd'],
    ['a path of another system', 'C:\\Windows\\system32\\cmd.exe'],
    ['a name of a line and a header', 'a\r\nSet-Cookie: x=y'],
    ['letters alone that join', '\u200b\u200d\ufeff'],
    ['letters of many bytes', '\u{1f469}\u200d\u2696\ufe0f'.repeat(200)],
  ])('%s is kept short and plain, and its download has no header of it', async (_, name) => {
    const before = new Set((await documents()).map(({ id }) => id))
    expect((await send('messages', messageForm(makePdf(randomUUID()), name))).status).toBe(200)
    const kept = (await documents()).filter(({ id }) => !before.has(id))
    expect(kept.length).toBe(1)
    for (const document of kept) {
      expect(document.name.length).toBeLessThanOrEqual(200)
      expect(document.name).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\\/]/u)
      expect(document.name).toMatch(/.\.pdf$/)
      const file = await fetch(
        `${server.url}/matters/${negotiation.matterId}/documents/${document.id}/file`,
        {
          headers: negotiation.people.defendant.headers,
        },
      )
      expect(file.status).toBe(200)
      expect(file.headers.get('set-cookie')).toBeNull()
      expect(file.headers.get('content-disposition')).toMatch(/^attachment; /)
    }
  })

  test('bytes that are no letters do no harm', async () => {
    const part = (head: string, value: Buffer) =>
      Buffer.concat([
        Buffer.from(`--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n`, 'latin1'),
        value,
        Buffer.from('\r\n'),
      ])
    const body = Buffer.concat([
      part('name="submissionId"', Buffer.from(randomUUID())),
      part('name="body"', Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80])),
      part('name="files"; filename="\xff\xfe\xc0\x80.pdf"', makePdf(randomUUID())),
      Buffer.from('--x--\r\n'),
    ])
    const { status } = await send('messages', body, { 'Content-Type': 'multipart/form-data; boundary=x' })
    expect([200, 400, 422]).toContain(status)
  })
})
