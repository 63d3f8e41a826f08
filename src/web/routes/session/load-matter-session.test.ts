import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import {
  createTwoLawyers,
  type Negotiation,
  openMatterForTwo,
  openSession,
} from '../../../../tests/support/negotiation.ts'
import { startTestServer, type TestServer } from '../../../../tests/support/test-server.ts'

let server: TestServer
let negotiation: Negotiation
let looks = 0

beforeAll(async () => {
  server = await startTestServer({
    clusterUrl: inject('clusterUrl'),
    http: true,
    changeServices: (services) => ({
      ...services,
      sessions: {
        ...services.sessions,
        readMatterSession: (...given) => {
          looks += 1
          return services.sessions.readMatterSession(...given)
        },
      },
    }),
  })
  negotiation = await openMatterForTwo(server, { people: await createTwoLawyers(server) })
  await openSession(negotiation)
})
afterAll(() => server.close())

async function looksOf(path: string, init: RequestInit = {}, status = 200): Promise<number> {
  const before = looks
  const { headers } = negotiation.people.plaintiff
  const answer = await fetch(`${server.url}/matters/${negotiation.matterId}${path}`, {
    redirect: 'manual',
    ...init,
    headers: { cookie: headers.get('cookie') ?? '', Origin: server.url },
  })
  await answer.text()
  expect(answer.status).toBe(status)
  return looks - before
}

test('all loaders of a page have one look at the session, and each request another', async () => {
  for (const path of ['', '.data', '/number', '/number.data']) {
    expect([path, await looksOf(path), await looksOf(path)]).toEqual([path, 1, 1])
  }
})

test('what an action has looked at is looked at again for the page', async () => {
  // Refused for want of the boxes, and the page is shown with it.
  const body = new URLSearchParams({ rulesVersion: '0' })
  expect(await looksOf('/terms/rules', { method: 'POST', body }, 422)).toBe(2)
})
