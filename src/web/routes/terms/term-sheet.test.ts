import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import {
  createTwoLawyers,
  type Negotiation,
  openMatterForTwo,
} from '../../../../tests/support/negotiation.ts'
import { startTestServer, type TestServer } from '../../../../tests/support/test-server.ts'

let server: TestServer
let negotiation: Negotiation

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl'), http: true })
  negotiation = await openMatterForTwo(server, { people: await createTwoLawyers(server) })
})
afterAll(() => server.close())

test.each(['1', '0', '-1', '1.5', '2147483648', '9007199254740991', 'x', ''])(
  'begun from version %j, which there is not, it begins as it always does',
  async (from) => {
    const { headers } = negotiation.people.plaintiff
    const url = `${server.url}/matters/${negotiation.matterId}/terms/sheet?from=${from}`
    const answer = await fetch(url, { headers: { cookie: headers.get('cookie') ?? '' } })
    expect(answer.status).toBe(200)
  },
)
