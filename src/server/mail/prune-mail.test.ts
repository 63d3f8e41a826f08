import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { hours, openMatterForTwo, openSession } from '../../../tests/support/negotiation.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { pruneMail } from './prune-mail.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
})
afterAll(() => server.close())

test('mail sent long ago is cleared away, and neither what was sent lately nor what waits, however old', async () => {
  const { ctx, clock } = server
  await openSession(await openMatterForTwo(server))
  const rows = await ctx.db.selectFrom('mailOutbox').select('id').orderBy('id').execute()
  const [sent, givenUp, lately, ...waiting] = rows.map(({ id }) => id)
  if (!sent || !givenUp || !lately || waiting.length === 0) throw new Error('too little mail')
  const at = clock.now()
  const end = (id: typeof sent, how: { sentAt: number } | { givenUpAt: number }) =>
    ctx.db
      .updateTable('mailOutbox')
      .set({ ...how, sealed: null })
      .where('id', '=', id)
      .execute()
  await end(sent, { sentAt: at })
  await end(givenUp, { givenUpAt: at })
  await end(lately, { sentAt: at + hours(24) })
  clock.set(at + hours(24 * 90) + 1)
  await pruneMail(ctx)
  const left = await ctx.db.selectFrom('mailOutbox').select('id').execute()
  expect(new Set(left.map(({ id }) => id))).toEqual(new Set([lately, ...waiting]))
})

test('the database itself keeps what waits', async () => {
  await expect(server.ctx.db.deleteFrom('mailOutbox').execute()).rejects.toThrow(
    'mail that waits is not deleted',
  )
})
