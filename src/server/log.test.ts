import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openLogInto } from '../../tests/support/log-lines.ts'
import { type MailServer, startMailServer } from '../../tests/support/mail-server.ts'
import { enterOver, openMatterForTwo, openSession } from '../../tests/support/negotiation.ts'
import { startTestServer, type TestServer } from '../../tests/support/test-server.ts'
import type { SessionId } from '../domain/ids.ts'
import { signIn } from './accounts/sign-in.ts'
import { deliverMail } from './mail/deliver-mail.ts'
import { performDueOf } from './sessions/sweep-due.ts'

let server: TestServer
let mail: MailServer
const log = openLogInto()

beforeAll(async () => {
  mail = await startMailServer()
  server = await startTestServer({
    clusterUrl: inject('clusterUrl'),
    http: 'api',
    smtpUrl: mail.url,
    log: log.logger,
  })
})
afterAll(async () => {
  await server.close()
  await mail.close()
})

const ADDRESS = '203.0.113.77'

test('of all that goes well and wrong, the log of every level tells no address, name, caption or figure', async () => {
  const negotiation = await openMatterForTwo(server, { caption: 'Quillfeather v. Ostrander' })
  await openSession(negotiation)
  const { plaintiff } = negotiation.people
  expect(await enterOver(negotiation, 'plaintiff', 7_777_700n, 'opening')).toMatchObject({ code: null })
  const headers = new Headers({ 'x-backchannel-client-address': ADDRESS })
  await signIn(server.ctx, { email: plaintiff.viewer.email, password: 'wrong every time' }, headers)
  await signIn(server.ctx, { email: 'nobody@quillfeather.example', password: 'wrong every time' }, headers)
  // A mail server says in its refusal whom it does not know.
  mail.answer({ code: 550, at: 'recipient' })
  const [queued] = await server.ctx.db
    .selectFrom('mailOutbox')
    .select('id')
    .where('sentAt', 'is', null)
    .execute()
  if (!queued) throw new Error('no mail waits')
  await deliverMail(server.ctx, queued.id)
  // An error of the database quotes what it is about.
  await expect(
    server.ctx.db
      .insertInto('users')
      .values({ email: plaintiff.viewer.email } as never)
      .execute(),
  ).rejects.toThrow()
  const headersOfNobody = { Authorization: `Bearer ${plaintiff.viewer.email}`, 'X-Forwarded-For': ADDRESS }
  await fetch(`${server.url}/api/v1/events`, { headers: headersOfNobody })
  await performDueOf(server.ctx, server.ctx.chance.newId() as SessionId).catch((error: unknown) =>
    server.ctx.log.error({ error: String((error as Error).name) }, 'as a job would'),
  )

  const lines = log.lines().join('\n')
  // It does log: the mail that was refused is there.
  expect(lines).toContain('a mail could not be sent')
  const secrets = [
    ...Object.values(negotiation.people).flatMap(({ viewer }) => [viewer.email, viewer.name]),
    'nobody@quillfeather.example',
    'Quillfeather',
    ADDRESS,
    '127.0.0.1',
    '7777700',
    '77,777',
    'wrong every time',
  ]
  for (const secret of secrets) expect(lines).not.toContain(secret)
  expect(lines).not.toMatch(/[\w.+-]+@[\w-]+\.\w+/)
})
