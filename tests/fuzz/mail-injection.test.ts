import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { deliverMail } from '../../src/server/mail/deliver-mail.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { createPerson, type Person } from '../support/people.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let mail: MailServer
let server: TestServer
let lead: Person

beforeAll(async () => {
  mail = await startMailServer()
  server = await startTestServer({ clusterUrl: inject('clusterUrl'), http: true, smtpUrl: mail.url })
  lead = await createPerson(server.ctx)
})
afterAll(async () => {
  await server.close()
  await mail.close()
})

const INJECTED = 'Bcc: everybody@elsewhere.example'
/** What ends a line for somebody: SMTP itself, a lenient server, Unicode. */
const BREAKS = [
  '\r\n',
  '\n',
  '\r',
  '\u2028',
  '\u0085',
  '\v',
  '\0\r\n',
  '%0d%0a',
  '\r\n ',
  '\r\n\r\n',
] as const

function newMatter(changes: Record<string, string>): URLSearchParams {
  return new URLSearchParams({
    intent: 'send',
    matterId: randomUUID(),
    words: 'plaintiff-defendant',
    currency: 'USD',
    timeZone: 'America/Chicago',
    caption: 'Quill v. Sandbar',
    dispute: 'Goods that came late.',
    side: 'plaintiff',
    represents: 'Quill',
    inviteeName: 'Ada Quill',
    inviteeEmail: `ada-${randomUUID()}@quill.example`,
    inviteeNote: '',
    ...changes,
  })
}

async function post(path: string, body: URLSearchParams): Promise<number> {
  const headers = new Headers(lead.headers)
  headers.set('Origin', server.url)
  return (await fetch(server.url + path, { method: 'POST', headers, body, redirect: 'manual' })).status
}

/** Sends all that waits, and looks at every mail that came over the wire. */
async function expectNoInjection(): Promise<number> {
  const queued = await server.ctx.db
    .selectFrom('mailOutbox')
    .select('id')
    .where('sentAt', 'is', null)
    .execute()
  for (const { id } of queued) await deliverMail(server.ctx, id)
  for (const { raw, parsed, to } of mail.received()) {
    const [head = ''] = raw.split('\r\n\r\n')
    expect(head).not.toMatch(/^bcc:/im)
    expect(head.replaceAll('\r\n', '')).not.toMatch(/[\r\n\u2028\u0085]/)
    expect(parsed.bcc).toBeUndefined()
    expect(to).not.toContain('elsewhere.example')
    for (const name of ['from', 'to', 'subject', 'message-id', 'date']) {
      expect(parsed.headerLines.filter(({ key }) => key === name).length, name).toBe(1)
    }
  }
  return queued.length
}

describe.each(['caption', 'represents', 'inviteeName', 'inviteeEmail', 'inviteeNote'])(
  'a line in the %s of a new matter',
  (field) => {
    test.each(BREAKS.map((text) => [JSON.stringify(text), text] as const))(
      'broken by %s',
      async (_, text) => {
        const good = field === 'inviteeEmail' ? 'ada@quill.example' : 'Quill'
        const status = await post('/matters/new', newMatter({ [field]: `${good}${text}${INJECTED}` }))
        // Refused, or taken as one line or as the text that it is.
        expect([200, 302, 422]).toContain(status)
        await expectNoInjection()
      },
    )
  },
)

test('what is kept from earlier, of whatever letters, makes no header of a mail either', async () => {
  const form = newMatter({})
  expect(await post('/matters/new', form)).toBe(302)
  await expectNoInjection()
  const matterId = form.get('matterId') ?? ''
  const evil = `Quill\r\n${INJECTED}\r\n\r\nhello`
  await sql`update app.matters set caption = ${evil} where id = ${matterId}`.execute(server.ctx.db)
  await sql`update app.users set name = ${evil}, firm = ${evil} where id = ${lead.viewer.userId}`.execute(
    server.ctx.db,
  )
  const before = mail.received().length
  const colleague = {
    target: 'colleague',
    name: 'Ada Quill',
    email: `ada-${randomUUID()}@quill.example`,
    note: '',
  }
  await post(
    `/matters/${matterId}/people`,
    new URLSearchParams({ intent: 'invite', role: 'member', ...colleague }),
  )
  expect(await expectNoInjection()).toBeGreaterThan(0)
  expect(mail.received().length).toBeGreaterThan(before)
})
