import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openMatterForTwo } from '../../../tests/support/negotiation.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { FilesAway } from '../files/file-store.ts'
import { makePdf } from './document.fixture.ts'

let server: TestServer
let full = false

beforeAll(async () => {
  server = await startTestServer({
    clusterUrl: inject('clusterUrl'),
    change: (ctx) => ({
      ...ctx,
      log: { ...ctx.log, error: () => {} } as typeof ctx.log,
      files: {
        ...ctx.files,
        put: (key, content) => (full ? Promise.reject(new FilesAway('full')) : ctx.files.put(key, content)),
      },
    }),
  })
})
afterAll(() => server.close())

test('an upload that there is no room for is refused in words, with nothing done; with room again it goes through', async () => {
  const { people, matterId } = await openMatterForTwo(server)
  const { viewer } = people.plaintiff
  const message = {
    matterId,
    submissionId: randomUUID(),
    body: 'Enclosed.',
    files: [{ name: 'enclosed.pdf', bytes: makePdf() }],
  }
  const terms = { matterId, submissionId: randomUUID(), file: { name: 'terms.pdf', bytes: makePdf() } }
  const send = () => server.services.messages.sendMessage(viewer, message)
  const upload = () => server.services.terms.uploadTerms(viewer, terms)
  const count = async (table: 'documents' | 'messages' | 'termsVersions') =>
    (await server.ctx.db.selectFrom(table).select('matterId').execute()).length

  full = true
  const refusal = { code: 'file-refused', name: 'enclosed.pdf', problem: 'file-not-kept' }
  expect(await send()).toEqual({ ok: false, error: refusal })
  expect(await upload()).toEqual({ ok: false, error: 'file-not-kept' })
  expect([await count('documents'), await count('messages'), await count('termsVersions')]).toEqual([0, 0, 0])

  full = false
  expect(await send()).toMatchObject({ ok: true })
  expect(await upload()).toMatchObject({ ok: true })
  expect([await count('documents'), await count('messages'), await count('termsVersions')]).toEqual([2, 1, 1])
})
