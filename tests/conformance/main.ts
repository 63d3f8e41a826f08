import { readFile } from 'node:fs/promises'
import { HOUR_MS } from '../../src/domain/deadlines.ts'
import { startTestCluster } from '../support/cluster.ts'
import { startTestServer } from '../support/test-server.ts'
import { type Case, caseFileSchema, type Played, playCase } from './play-case.ts'

/**
 * Plays a file of worked cases through the real server over HTTP and prints one JSON line a case. Exit code 1 where a
 * deal, a refusal or the count asked of the draw differs from the case; 2 where the file cannot be read.
 */
const file = process.argv[2]
if (file === undefined) {
  console.error('usage: npm run conformance -- FILE')
  process.exit(2)
}
const parsed = caseFileSchema.safeParse(JSON.parse(await readFile(file, 'utf8')))
if (!parsed.success) {
  console.error(`${file} is not a file of cases:\n${parsed.error.message}`)
  process.exit(2)
}

const cluster = await startTestCluster()
const server = await startTestServer({ clusterUrl: cluster.ownerUrl, http: true })
let differing = 0
try {
  for (const each of parsed.data.cases) {
    const played = await playCase(server, each).catch((error: unknown) => {
      console.error(`${each.name}: ${error instanceof Error ? error.message : String(error)}`)
      return { name: each.name, deal: null, refused: ['could-not-be-played'], n: null }
    })
    console.log(JSON.stringify(played))
    const differences = compareCase(each, played)
    if (differences.length > 0) differing += 1
    for (const difference of differences) console.error(`${each.name}: ${difference}`)
  }
} finally {
  await server.close()
  await cluster.stop()
}
process.exit(differing === 0 ? 0 : 1)

function compareCase(each: Case, played: Played): string[] {
  const refused = each.entries.flatMap((entry) => (entry.refused === undefined ? [] : [entry.refused]))
  const pairs = [
    ['deal', wholeMs(each.deal), wholeMs(played.deal)],
    ['refused', refused, played.refused],
    ['n', each.n, played.n],
  ] as const
  return pairs.flatMap(([what, expected, found]) => {
    const [a, b] = [stable(expected), stable(found)]
    return a === b ? [] : [`${what} should be ${a} and is ${b}`]
  })
}

/** Instants are whole milliseconds; hours written as decimals need not be. */
function wholeMs(deal: Case['deal']): Case['deal'] {
  return deal && { ...deal, t: Math.round(deal.t * HOUR_MS) }
}

function stable(value: unknown): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return JSON.stringify(value)
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
