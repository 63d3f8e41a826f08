import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { openLogInto } from '../../../tests/support/log-lines.ts'
import {
  type Negotiation,
  openMatterForTwo,
  openSession,
  sealOver,
} from '../../../tests/support/negotiation.ts'
import { TEST_PASSWORD } from '../../../tests/support/people.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'

const log = openLogInto()
const TYPED = 'May we talk on Friday?'

let server: TestServer
let negotiation: Negotiation
let sessionId: string

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl'), http: true, log: log.logger })
  negotiation = await openMatterForTwo(server)
  await openSession(negotiation)
  const read = await server.services.sessions.readMatterSession(
    negotiation.people.plaintiff.viewer,
    negotiation.matterId,
  )
  sessionId = read?.session.id ?? ''
})
afterAll(() => server.close())

async function as(url: string, ...statements: readonly string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  for (const statement of statements) await owner.query(statement)
  await owner.end()
}

let mend: () => Promise<void> = async () => {}
afterEach(async () => {
  await mend()
  mend = async () => {}
})

/** Whatever is written to a table finds the disk full, or whatever is read of it no memory, until the test is over. */
async function breakTable(table: string, how: 'write' | 'read'): Promise<void> {
  const raise = (code: string) => `begin raise exception 'no room' using errcode = '${code}'; end`
  const { ownerUrl } = server
  if (how === 'write') {
    mend = () => as(ownerUrl, `drop trigger full_disk on app.${table}`, 'drop function app.full_disk()')
    await as(
      ownerUrl,
      `create function app.full_disk() returns trigger language plpgsql as $$ ${raise('53100')} $$`,
      `create trigger full_disk before insert on app.${table} execute function app.full_disk()`,
    )
    return
  }
  mend = () =>
    as(
      ownerUrl,
      `drop policy no_memory on app.${table}`,
      `alter table app.${table} disable row level security`,
      'drop function app.no_memory()',
    )
  await as(
    ownerUrl,
    `create function app.no_memory() returns boolean language plpgsql as $$ ${raise('53200')} $$`,
    `create policy no_memory on app.${table} using (app.no_memory())`,
    `alter table app.${table} enable row level security`,
  )
}

/** Nobody but its owner can connect, and whoever is connected is not any more. */
async function takeDatabaseAway(): Promise<void> {
  const name = new URL(server.ownerUrl).pathname.slice(1)
  const cluster = inject('clusterUrl')
  mend = () => as(cluster, `alter database ${name} connection limit -1`)
  await as(
    cluster,
    `alter database ${name} connection limit 0`,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
  )
}

async function send(path: string, body?: Record<string, string>, json = false) {
  const headers = new Headers(negotiation.people.plaintiff.headers)
  headers.set('Origin', server.url)
  if (json) {
    headers.set('Content-Type', 'application/json')
    headers.set('Idempotency-Key', randomUUID())
  }
  const init = body && { method: 'POST', body: json ? JSON.stringify(body) : new URLSearchParams(body) }
  const response = await fetch(server.url + path, { ...init, headers, redirect: 'manual' })
  return { status: response.status, retry: response.headers.get('retry-after'), text: await response.text() }
}

const messages = () => `/matters/${negotiation.matterId}/messages`
const message = () => ({ submissionId: randomUUID(), body: TYPED })
const AWAY = { status: 503, retry: '5' }

function expectAwayPage(answer: Awaited<ReturnType<typeof send>>): void {
  expect(answer).toMatchObject(AWAY)
  expect(answer.text.includes('unavailable for a moment')).toBe(true)
  expect(answer.text.includes('Something went wrong')).toBe(false)
}

describe('a full disk', () => {
  test('keeps what a form brought, which goes through when there is room again', async () => {
    await breakTable('messages', 'write')
    const form = message()
    const answer = await send(messages(), form)
    expectAwayPage(answer)
    for (const kept of [TYPED, form.submissionId, 'Send it again'])
      expect(answer.text.includes(kept)).toBe(true)
    const data = await send(`${messages()}.data`, form)
    expect([data.status, data.text.includes(TYPED)]).toEqual([503, true])
    await mend()
    mend = async () => {}
    expect((await send(messages(), form)).status).toBe(200)
    expect(log.lines().some((line) => line.includes('a page lost the database'))).toBe(true)
    expect(log.lines().some((line) => line.includes('page failed'))).toBe(false)
  })

  test('refuses a command for the moment, in a receipt', async () => {
    const entry = await sealOver(negotiation, 'plaintiff', 'opening', 100_000_00n)
    await breakTable('entries', 'write')
    const answer = await send(`/api/v1/sessions/${sessionId}/entries`, entry, true)
    expect(answer.status).toBe(503)
    expect(['outcome-unknown', 'temporarily-unavailable']).toContain(JSON.parse(answer.text).code)
  })
})

test('a page that loses the database is not there for the moment, and is told so within its frame', async () => {
  await breakTable('messages', 'read')
  expectAwayPage(await send(messages()))
  expect((await send(`${messages()}.data`)).status).toBe(503)
})

describe('without a database', () => {
  test('pages, forms and the API say that it is for the moment; and none of them that somebody is signed out', async () => {
    await takeDatabaseAway()
    expectAwayPage(await send(messages()))
    expectAwayPage(await send('/matters'))
    const answer = await send(messages(), message())
    expectAwayPage(answer)
    expect(answer.text.includes(TYPED)).toBe(true)
    for (const path of [
      `matters/${negotiation.matterId}/session`,
      `matters/${negotiation.matterId}/events`,
      'events',
    ]) {
      expect(await send(`/api/v1/${path}`)).toMatchObject(AWAY)
    }
    const command = await send(`/api/v1/sessions/${sessionId}/end`, { reason: 'x' }, true)
    expect([command.status, JSON.parse(command.text).code]).toEqual([503, 'temporarily-unavailable'])
  })

  test('gives no password back', async () => {
    await takeDatabaseAway()
    const answer = await send('/sign-in', { email: 'dana@whitfieldrowe.example', password: TEST_PASSWORD })
    expectAwayPage(answer)
    expect(answer.text.includes(TEST_PASSWORD)).toBe(false)
  })
})
