import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CommandReceipt } from '../../src/contract/session-commands.ts'
import { withCookies } from '../support/cookies.ts'
import { type Installation, openInstallation } from '../support/installation.ts'
import {
  type Negotiation,
  type NegotiationServer,
  openMatterForTwo,
  openSession,
  readOver,
  sealOver,
} from '../support/negotiation.ts'
import { createPerson } from '../support/people.ts'

const MIGRATIONS = join(import.meta.dirname, '../../migrations')

/** Real processes, as the npm scripts start them: two for pages and API, two for jobs, one matcher. */
const START_TIMEOUT_MS = 300_000

let installation: Installation
let server: NegotiationServer
let urls: readonly [string, string]

beforeAll(async () => {
  installation = await openInstallation({ webs: 2 })
  const [first, second] = installation.urls
  if (!first || !second) throw new Error('two are needed')
  urls = [first, second]
  // All at once, on a database in which there is nothing yet.
  const webs = [installation.startWeb(0), installation.startWeb(1)]
  const workers = [installation.startWorker(), installation.startWorker()]
  await Promise.all([
    ...webs.map((web) => web.saying('Backchannel is at')),
    ...workers.map((worker) => worker.saying('The worker runs')),
  ])
  await installation.startMatcher()
  server = await installation.openServices()
}, START_TIMEOUT_MS)
afterAll(() => installation?.close())

const post = (url: string, path: string, headers: Headers, body: BodyInit, type: string) => {
  const sent = new Headers(headers)
  sent.set('Origin', installation.balancer.url)
  // As a balancer says for which address it was asked.
  sent.set('X-Forwarded-Host', new URL(installation.balancer.url).host)
  sent.set('Content-Type', type)
  return fetch(`${url}${path}`, { method: 'POST', headers: sent, body, redirect: 'manual' })
}

/** As the plaintiff's lead, to the process at `url`. */
async function command(
  url: string,
  { people }: Negotiation,
  path: string,
  body: unknown,
  key: string = randomUUID(),
): Promise<CommandReceipt> {
  const headers = new Headers(people.plaintiff.headers)
  headers.set('Idempotency-Key', key)
  const answer = await post(
    url,
    `/api/v1/sessions/${path}`,
    headers,
    JSON.stringify(body),
    'application/json',
  )
  return (await answer.json()) as CommandReceipt
}

const signIn = (url: string, email: string, password: string) =>
  post(
    url,
    '/sign-in',
    new Headers(),
    new URLSearchParams({ email, password }),
    'application/x-www-form-urlencoded',
  )

test('started all at once on an empty database, every process comes up, and the schema is there once', async () => {
  for (const url of urls) {
    expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok')
    const ready = await fetch(`${url}/readyz`)
    expect([ready.status, await ready.text()]).toEqual([200, 'ready'])
  }
  const owner = new pg.Client({ connectionString: installation.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query<{ name: string }>('select name from kysely_migration order by name')
  await owner.end()
  const files = (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.ts')).sort()
  expect(rows.map(({ name }) => `${name}.ts`)).toEqual(files)
})

describe('what one process does holds for the other', () => {
  test('a sign-in', async () => {
    const person = await createPerson(server.ctx)
    const signedIn = await signIn(urls[0], person.viewer.email, person.password)
    expect(signedIn.status).toBe(302)
    const headers = withCookies(signedIn.headers)
    expect((await fetch(`${urls[1]}/matters`, { headers, redirect: 'manual' })).status).toBe(200)
  })

  test(
    'a limit of attempts: what was tried with one counts with the other',
    async () => {
      const person = await createPerson(server.ctx)
      for (const url of [...urls, ...urls, ...urls, ...urls, ...urls]) {
        const attempt = await signIn(url, person.viewer.email, 'wrong every time')
        expect(attempt.status).toBe(200)
        expect(await attempt.text()).not.toContain('Too many attempts')
      }
      for (const url of urls) {
        const refused = await signIn(url, person.viewer.email, person.password)
        expect(refused.status).toBe(200)
        expect(await refused.text()).toContain('Too many attempts')
      }
      // A dozen passwords are hashed, each a second's work on a busy machine.
    },
    START_TIMEOUT_MS,
  )

  test('an idempotency key: the same receipt, one entry, however often and wherever it is sent', async () => {
    const negotiation = await openMatterForTwo(server)
    await openSession(negotiation)
    const { session } = await readOver(negotiation, 'plaintiff')
    const entry = await sealOver(negotiation, 'plaintiff', 'opening', 100_000_00n)
    const key = randomUUID()
    const receipts = await Promise.all(
      [...urls, ...urls].map((url) => command(url, negotiation, `${session.id}/entries`, entry, key)),
    )
    for (const receipt of receipts) expect(receipt).toMatchObject({ result: 'done', code: null })
    const other = await sealOver(negotiation, 'plaintiff', 'opening', 90_000_00n)
    expect(await command(urls[1], negotiation, `${session.id}/entries`, other, key)).toMatchObject({
      code: 'idempotency-conflict',
    })
    const rows = await server.ctx.db.selectFrom('entries').select('entryId').execute()
    expect(rows.filter(({ entryId }) => entryId === entry.entryId)).toHaveLength(1)
    expect(rows.filter(({ entryId }) => entryId === other.entryId)).toHaveLength(0)
  })

  test('a change: it reaches the pages of both sides, whichever process holds them', async () => {
    const negotiation = await openMatterForTwo(server)
    await openSession(negotiation)
    const { session } = await readOver(negotiation, 'plaintiff')
    const { matterId, people } = negotiation
    const leaving = new AbortController()
    const listen = async (url: string, headers: Headers) => {
      const path = `${url}/api/v1/matters/${matterId}/events`
      const answer = await fetch(path, { headers, signal: leaving.signal })
      const stream = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
      if (!stream) throw new Error('no stream')
      const read = async (words: string, text = ''): Promise<string> => {
        if (text.includes(words)) return text
        const { done, value } = await stream.read()
        if (done) throw new Error(`ended before ${words}: ${text}`)
        return read(words, text + value)
      }
      await read('retry: ')
      return read
    }
    const pages = [
      await listen(urls[0], people.plaintiff.headers),
      await listen(urls[1], people.defendant.headers),
      await listen(urls[1], people.plaintiff.headers),
    ]
    const kept = await command(urls[0], negotiation, `${session.id}/keep-running`, { on: true })
    expect(kept).toMatchObject({ result: 'done' })
    for (const read of pages) expect(await read('"session"')).toContain('"session"')
    leaving.abort()
  })
})
