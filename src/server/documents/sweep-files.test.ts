import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectOk, hours, openMatterForTwo } from '../../../tests/support/negotiation.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { fileKey } from '../files/file-store.ts'
import { makePdf } from './document.fixture.ts'
import { sweepFiles } from './sweep-files.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
})
afterAll(() => server.close())

test('a file whose row a crash took is taken away after a day, and no other', async () => {
  const { ctx, clock, services } = server
  const { people, matterId } = await openMatterForTwo(server)
  expectOk(
    await services.messages.sendMessage(people.plaintiff.viewer, {
      matterId,
      submissionId: randomUUID(),
      body: 'Enclosed.',
      files: [{ name: 'enclosed.pdf', bytes: makePdf() }],
    }),
  )
  const { fileKey: named } = await ctx.db.selectFrom('documents').select('fileKey').executeTakeFirstOrThrow()
  const stray = fileKey(randomUUID())
  await ctx.files.put(stray, makePdf())

  // A disk has no clock but the machine's.
  clock.set(Date.now() + hours(23))
  await sweepFiles(ctx)
  expect((await ctx.files.get(stray)).length).toBeGreaterThan(0)

  clock.set(Date.now() + hours(25))
  await sweepFiles(ctx)
  await expect(ctx.files.get(stray)).rejects.toThrow()
  expect((await ctx.files.get(named)).equals(makePdf())).toBe(true)
})
