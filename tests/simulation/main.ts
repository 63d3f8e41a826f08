import { parseArgs } from 'node:util'
import { startTestCluster } from '../support/cluster.ts'
import { catchMutants } from './catch-mutants.ts'
import { MUTANTS } from './mutants.ts'
import { simulate } from './simulate.ts'

/**
 * `npm run simulate -- --sessions N --seed S`: simulates N matters. The seed of one that fails is printed with its trace;
 * `--only SEED` plays that one again, to the byte; `--stop` ends with the first that fails; `--minutes M` leaves out what was not begun
 * by then; `--workers` are the threads at work. `--mutants` plants faults in a copy of the tree, one by one, and tells what
 * caught each. Exit code 1 where a matter failed or a mutant was not caught.
 */
const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    trace: { type: 'boolean', default: false },
    stop: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    minutes: { type: 'string' },
    /** Threads, of which each takes a processor. */
    workers: { type: 'string', default: '2' },
    /** A database server that runs already. */
    cluster: { type: 'string' },
  },
})
/** A long run tells how far it is. */
const TOLD_EACH = 200

const cluster =
  values.cluster === undefined ? await startTestCluster() : { ownerUrl: values.cluster, stop: async () => {} }
try {
  process.exitCode = (await (values.mutants ? tellOfMutants() : tellOfMatters())) ? 0 : 1
} finally {
  await cluster.stop()
}

async function tellOfMatters(): Promise<boolean> {
  const seeds =
    values.only === undefined
      ? Array.from({ length: Number(values.sessions) }, (_, index) => `${values.seed}/${index + 1}`)
      : [values.only]
  const started = performance.now()
  let told = 0
  const { played, failed, sha256 } = await simulate(
    cluster.ownerUrl,
    seeds,
    ({ seed, lines, sha256: trace, failure }) => {
      if (failure !== null)
        console.log(`${lines.join('\n')}\n${failure}\nfailed: --only ${seed} (trace ${trace})`)
      else if (values.trace) console.log(`${lines.join('\n')}\n${seed}: trace ${trace}`)
      told += 1
      if (told % TOLD_EACH === 0) console.log(`${told} of ${seeds.length} after ${secondsSince(started)} s`)
    },
    {
      stopAtFirst: values.stop,
      workers: Number(values.workers),
      ...(values.minutes !== undefined && { within: AbortSignal.timeout(Number(values.minutes) * 60_000) }),
    },
  )
  console.log(`${played} simulated in ${secondsSince(started)} s, ${failed} failed, traces ${sha256}`)
  return failed === 0
}

function secondsSince(started: number): string {
  return ((performance.now() - started) / 1000).toFixed(1)
}

async function tellOfMutants(): Promise<boolean> {
  let caughtAll = 0
  await catchMutants(cluster.ownerUrl, MUTANTS, Number(values.sessions), (mutant, caught) => {
    if (caught) caughtAll += 1
    const how = caught ? `after ${caught.matters}, by: ${caught.by}` : 'NOT CAUGHT'
    console.log(`${mutant.name}: ${how}`)
  })
  console.log(`${caughtAll} of ${MUTANTS.length} caught`)
  return caughtAll === MUTANTS.length
}
