import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Links } from '../access/world.ts'
import { recordLinks } from '../support/matter-builders.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { fuzzServer } from './fuzz-server.ts'

/** A short look; `npm run fuzz` sends as many as are asked for. */
const REQUESTS = 400
const SEED = 7

let server: TestServer
let links: Links

beforeAll(async () => {
  server = await startTestServer({
    clusterUrl: inject('clusterUrl'),
    http: true,
    change: (ctx) => {
      links = recordLinks(ctx)
      return links.ctx
    },
  })
})
afterAll(() => server.close())

test(`${REQUESTS} hostile requests find no fault of the server and no number (seed ${SEED})`, async () => {
  const { findings, statuses } = await fuzzServer(server, links, { requests: REQUESTS, seed: SEED })
  expect(findings).toEqual([])
  // Not in vain: much is refused, and much gets through to what it asks for.
  expect(Object.keys(statuses).length).toBeGreaterThan(4)
}, 600_000)
