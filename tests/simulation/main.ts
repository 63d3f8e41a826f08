import { parseArgs } from 'node:util'
import { startTestCluster } from '../support/cluster.ts'
import { simulate } from './simulate.ts'

/**
 * `npm run simulate -- --sessions N --seed S`: simulates N matters. The seed of one that fails is printed with its trace;
 * `--only SEED` plays that one again, to the byte. Exit code 1 where one failed.
 */
const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
})
const cluster = await startTestCluster()
let failed = 0
try {
  const seeds =
    values.only === undefined
      ? Array.from({ length: Number(values.sessions) }, (_, index) => `${values.seed}/${index + 1}`)
      : [values.only]
  const started = performance.now()
  const summary = await simulate(cluster.ownerUrl, seeds, ({ seed, trace, failure }) => {
    if (failure !== null) {
      failed += 1
      console.log(trace.lines.join('\n'))
      console.log(failure)
      console.log(`failed: --only ${seed} (trace ${trace.sha256})`)
    } else if (values.trace) {
      console.log(`${trace.lines.join('\n')}\n${seed}: trace ${trace.sha256}`)
    }
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${seeds.length} simulated in ${seconds} s, ${failed} failed, traces ${summary.sha256}`)
} finally {
  await cluster.stop()
}
process.exitCode = failed === 0 ? 0 : 1
