import { parseArgs } from 'node:util'
import { startTestCluster } from '../support/cluster.ts'
import { openFuzzed } from './open-fuzzed.ts'

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
const fuzzed = await openFuzzed(cluster.ownerUrl)
let found = 1
try {
  const { findings, statuses } = await fuzzed.fuzz({
    requests,
    seed,
    tell: ({ what, number, request }) => console.error(`request ${number}: ${what}\n  ${request}`),
  })
  console.log(`statuses: ${JSON.stringify(statuses)}`)
  console.log(`${requests} requests, seed ${seed}: ${findings.length} faults`)
  found = findings.length
} finally {
  await fuzzed.close()
  await cluster.stop()
}
process.exit(found === 0 ? 0 : 1)
