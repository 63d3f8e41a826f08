import { parseArgs } from 'node:util'
import type { Links } from '../access/world.ts'
import { startTestCluster } from '../support/cluster.ts'
import { recordLinks } from '../support/matter-builders.ts'
import { startTestServer } from '../support/test-server.ts'
import { fuzzServer } from './fuzz-server.ts'

/**
 * Sends hostile requests at every route of the real server, as many as asked for, and tells of each that found a fault.
 * Exit code 1 where one did. The same seed sends the same requests.
 */
const { values } = parseArgs({ options: { requests: { type: 'string' }, seed: { type: 'string' } } })
const requests = Number(values.requests ?? 2_000)
const seed = Number(values.seed ?? 1)
if (!Number.isSafeInteger(requests) || requests < 1 || !Number.isSafeInteger(seed)) {
  console.error('usage: npm run fuzz -- --requests N --seed S')
  process.exit(2)
}

const cluster = await startTestCluster()
let links: Links | undefined
const server = await startTestServer({
  clusterUrl: cluster.ownerUrl,
  http: true,
  change: (ctx) => {
    links = recordLinks(ctx)
    return links.ctx
  },
})
let found = 1
try {
  if (!links) throw new Error('the server was not composed')
  const { findings, statuses } = await fuzzServer(server, links, { requests, seed })
  for (const { what, number, request } of findings) console.error(`request ${number}: ${what}\n  ${request}`)
  console.log(`statuses: ${JSON.stringify(statuses)}`)
  console.log(`${requests} requests, seed ${seed}: ${findings.length} faults`)
  found = findings.length
} finally {
  await server.close()
  await cluster.stop()
}
process.exit(found === 0 ? 0 : 1)
