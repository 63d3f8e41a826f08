import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { CLIENT_ADDRESS_HEADER } from '../../src/server/accounts/client-address.ts'
import { loadBuiltPages } from '../../src/server/build-pages.ts'
import { createHttpApp } from '../../src/server/http/app.ts'
import { createPages } from '../../src/server/http/pages.ts'
import { openReadiness } from '../../src/server/http/readiness.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { findUnguarded } from './guards.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl'), http: true })
})
afterAll(() => server.close())

describe('under an https address', () => {
  const ORIGIN = 'https://backchannel.example'

  function secureApp() {
    const config = { ...server.ctx.config, baseUrl: ORIGIN, secureCookies: true }
    const ctx = { ...server.ctx, config }
    const pages = createPages({ load: loadBuiltPages, mode: 'production', origins: new Set([ORIGIN]) })
    const { services } = server
    return createHttpApp({ ctx, services, pages, readiness: openReadiness(ctx), clientFolder: null })
  }
  const form = (origin: string) => ({
    method: 'POST',
    headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'theme=dark',
  })

  test.each(['/', '/sign-in', '/no-such-page', '/matters', '/api/v1/events', '/api/nothing', '/healthz'])(
    'the browser is told to come back by https alone: %s',
    async (path) => {
      const answer = await secureApp().request(path)
      expect(answer.headers.get('Strict-Transport-Security')).toMatch(/^max-age=63072000/)
    },
  )

  test('a cookie belongs to this very host', async () => {
    const answer = await secureApp().request('/theme', form(ORIGIN))
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-theme=dark; Path=\/; .*SameSite=Lax.*; Secure$/),
    ])
  })

  test.each([
    'http://backchannel.example',
    'https://elsewhere.example',
    `${ORIGIN}.elsewhere.example`,
    'null',
  ])('a form from %s is refused', async (origin) => {
    const answer = await secureApp().request('/theme', form(origin))
    expect(answer.status).toBe(403)
    expect(answer.headers.get('Set-Cookie')).toBeNull()
  })
})

test('whoever follows too many links of invitations is told to wait, alike for any link; another place is not', async () => {
  const place = (address: string) => new Headers({ [CLIENT_ADDRESS_HEADER]: address })
  const { invitations } = server.services
  for (let visits = 0; visits < 600; visits += 1) await invitations.limitVisits(place('127.0.0.1'))
  for (const token of [randomUUID(), 'no-token']) {
    const answer = await fetch(`${server.url}/invitations/${token}`)
    expect(answer.status).toBe(429)
    expect(await answer.text()).toContain('That was too often')
  }
  expect((await invitations.limitVisits(place('192.0.2.7'))).ok).toBe(true)
})

describe('the check of the guards', () => {
  const guarded = {
    status: 200,
    headers: [
      'cache-control: no-store',
      'cross-origin-opener-policy: same-origin',
      'cross-origin-resource-policy: same-origin',
      "policy: default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'",
      'referrer-policy: same-origin',
      'x-content-type-options: nosniff',
      'x-frame-options: DENY',
    ],
    body: '<a href="https://elsewhere.example">a link</a>',
  }

  test('finds nothing to say of what is guarded', () => {
    expect(findUnguarded(guarded)).toEqual([])
  })

  test('finds each header that is missing', () => {
    for (const [index] of guarded.headers.entries()) {
      expect(findUnguarded({ ...guarded, headers: guarded.headers.toSpliced(index, 1) })).not.toEqual([])
    }
  })

  test('finds what comes from elsewhere, and a policy that lets it', () => {
    for (const body of [
      '<script src="https://cdn.example/x.js">',
      '<link rel="x" href="//fonts.example/a.css">',
    ]) {
      expect(findUnguarded({ ...guarded, body })).toHaveLength(1)
    }
    const loose = guarded.headers.map((each) =>
      each.replace("'strict-dynamic'", "'strict-dynamic' 'unsafe-eval'"),
    )
    expect(findUnguarded({ ...guarded, headers: loose })).toHaveLength(1)
  })
})
