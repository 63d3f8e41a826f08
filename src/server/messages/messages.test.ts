import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { MESSAGES_A_PAGE } from '../../contract/messages.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { makeDocx, makePdf } from '../documents/document.fixture.ts'
import type { Upload } from '../documents/receive-document.ts'
import { openTwoSides } from '../terms/two-sides.fixture.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
})
afterAll(() => server?.close())

function send(viewer: Viewer, matterId: MatterId, body: string, files: readonly Upload[] = []) {
  return server.services.messages.sendMessage(viewer, { matterId, submissionId: randomUUID(), body, files })
}

async function read(viewer: Viewer, matterId: MatterId, page = 1) {
  const listed = await server.services.messages.listMessages(viewer, matterId, page)
  if (!listed) throw new Error('no messages')
  return listed
}

describe('messages between the sides', () => {
  test('are read by both, the oldest first, with their files', async () => {
    const { matterId, people } = await openTwoSides(server)
    await send(people.plaintiff.lead, matterId, 'The invoices we spoke of.\r\nAll of them.', [
      { name: 'invoices.pdf', bytes: makePdf('invoices') },
      { name: 'list.docx', bytes: makeDocx('list') },
    ])
    server.clock.advance(1000)
    await send(people.defendant.member, matterId, 'Thank you.')

    const { messages } = await read(people.defendant.client, matterId)
    expect(messages).toMatchObject([
      {
        side: 'plaintiff',
        authorName: 'p lead',
        isOwn: false,
        body: 'The invoices we spoke of.\nAll of them.',
        files: [{ name: 'invoices.pdf' }, { name: 'list.docx' }],
      },
      { side: 'defendant', authorName: 'd member', body: 'Thank you.', files: [] },
    ])
    const file = messages[0]?.files[0]
    if (!file) throw new Error('no file')
    const { documents } = server.services
    const download = await documents.downloadDocument(people.defendant.client, matterId, file.id)
    expect(download?.headers).toMatchObject({
      'Content-Disposition': `attachment; filename="invoices.pdf"; filename*=UTF-8''invoices.pdf`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'no-store, private',
    })
  })

  test('of one form sent several times are one message with one set of files', async () => {
    const { matterId, people } = await openTwoSides(server)
    const form = {
      matterId,
      submissionId: randomUUID(),
      body: 'once',
      files: [{ name: 'a.pdf', bytes: makePdf('a') }],
    }
    const once = () => server.services.messages.sendMessage(people.plaintiff.lead, form)
    const results = [...(await Promise.all([once(), once(), once()])), await once()]
    const ids = new Set(results.map((result) => (result.ok ? result.value.messageId : result.error)))
    expect(ids.size).toBe(1)
    const { messages } = await read(people.defendant.lead, matterId)
    expect(messages.map(({ body, files }) => [body, files.length])).toEqual([['once', 1]])
    const journal = await server.ctx.db
      .selectFrom('journal')
      .where('matterId', '=', matterId)
      .where('type', '=', 'message-sent')
      .selectAll()
      .execute()
    expect(journal).toHaveLength(1)
  })

  test('with one bad file are not sent, and no file of theirs is kept', async () => {
    const { matterId, people } = await openTwoSides(server)
    const sent = await send(people.plaintiff.lead, matterId, 'see attached', [
      { name: 'good.pdf', bytes: makePdf('good') },
      { name: 'bad.pdf', bytes: Buffer.from('MZ') },
    ])
    expect(sent).toEqual({
      ok: false,
      error: { code: 'file-refused', name: 'bad.pdf', problem: 'file-type-refused' },
    })
    expect((await read(people.plaintiff.lead, matterId)).messages).toEqual([])
    const documents = await server.ctx.db
      .selectFrom('documents')
      .where('matterId', '=', matterId)
      .select('id')
      .execute()
    expect(documents).toEqual([])
  })

  test('say something: words or a file', async () => {
    const { matterId, people } = await openTwoSides(server)
    expect(await send(people.plaintiff.lead, matterId, '  \n ')).toEqual({
      ok: false,
      error: 'message-empty',
    })
    const file = { name: 'a.pdf', bytes: makePdf('a') }
    expect((await send(people.plaintiff.lead, matterId, '', [file])).ok).toBe(true)
    const six = Array.from({ length: 6 }, () => file)
    expect(await send(people.plaintiff.lead, matterId, 'x', six)).toEqual({
      ok: false,
      error: 'too-many-files',
    })
  })

  test('are written by leads and members, read by clients, and nothing to strangers', async () => {
    const { matterId, people } = await openTwoSides(server)
    const other = await openTwoSides(server)
    const eve = other.people.plaintiff.lead
    expect(await send(people.plaintiff.client, matterId, 'x')).toEqual({ ok: false, error: 'not-allowed' })
    for (const id of [matterId, randomUUID() as MatterId, 'no-id' as MatterId]) {
      expect(await send(eve, id, 'x')).toEqual({ ok: false, error: 'not-found' })
      expect(await server.services.messages.listMessages(eve, id, 1)).toBeNull()
    }
  })

  test('come a page at a time, the newest page first', async () => {
    const { matterId, people } = await openTwoSides(server)
    for (let n = 1; n <= MESSAGES_A_PAGE + 3; n++) {
      server.clock.advance(1)
      await send(people.plaintiff.lead, matterId, `message ${n}`)
    }
    const first = await read(people.defendant.lead, matterId)
    expect(first).toMatchObject({ page: 1, pageCount: 2 })
    expect(first.messages.at(-1)?.body).toBe(`message ${MESSAGES_A_PAGE + 3}`)
    const last = await read(people.defendant.lead, matterId, 99)
    expect(last.messages.map(({ body }) => body)).toEqual(['message 1', 'message 2', 'message 3'])
  })
})
