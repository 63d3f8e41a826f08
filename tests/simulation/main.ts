import { parseArgs } from 'node:util'
import { startTestCluster } from '../support/cluster.ts'
import { catchMutants } from './catch-mutants.ts'
import { MUTANTS } from './mutants.ts'
import { simulate } from './simulate.ts'

/**
 * `npm run simulate -- --sessions N --seed S`: simulates N matters. The seed of one that fails is printed with its trace;
 * `--only SEED` plays that one again, to the byte; `--stop` ends with the first that fails. `--mutants` plants faults in a
 * copy of the tree, one by one, and tells what caught each. Exit code 1 where a matter failed or a mutant was not caught.
 */
const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    trace: { type: 'boolean', default: false },
    stop: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    /** A database server that runs already. */
    cluster: { type: 'string' },
  },
})
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
  const { played, failed, sha256 } = await simulate(
    cluster.ownerUrl,
    seeds,
    ({ seed, trace, failure }) => {
      if (failure !== null) {
        console.log(trace.lines.join('\n'))
        console.log(failure)
        console.log(`failed: --only ${seed} (trace ${trace.sha256})`)
      } else if (values.trace) {
        console.log(`${trace.lines.join('\n')}\n${seed}: trace ${trace.sha256}`)
      }
    },
    { stopAtFirst: values.stop },
  )
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${played} simulated in ${seconds} s, ${failed} failed, traces ${sha256}`)
  return failed === 0
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
