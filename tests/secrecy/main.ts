import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startTestCluster } from '../support/cluster.ts'
import { type PairsPlayed, runPairsInParallel } from './pairs-in-parallel.ts'
import type { PairDone } from './pairs-process.ts'
import { runPlanted } from './planted/run-planted.ts'
import { isPairKind } from './world.ts'

const USAGE = `Usage:
  npm run secrecy -- --pairs N [--seed S] [--from FIRST] [--kind KIND] [--until-first] [--processes P]
  npm run secrecy -- --planted [--only WORDS] [--processes P]`

/**
 * `--pairs N`: as many pairs of worlds as wanted, from `FIRST` on, so as to come back to one of a longer run. The last line
 * says how many look the same. `--planted`: leaks are planted in a copy of the tree, one by one; the last line says how many
 * were caught. The exit code is 1 where a pair differs or a plant is not caught.
 */
const { values } = parseArgs({
  options: {
    pairs: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string', default: '0' },
    kind: { type: 'string' },
    'until-first': { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    processes: { type: 'string', default: '2' },
  },
})

const ROOT = join(import.meta.dirname, '../..')
const PROGRESS = 50
const processes = Number(values.processes)
const isRight = values.planted ? await planted() : await pairs()
process.exitCode = isRight ? 0 : 1

async function planted(): Promise<boolean> {
  return runPlanted({ only: values.only, copies: processes })
}

async function pairs(): Promise<boolean> {
  const count = Number(values.pairs)
  const from = Number(values.from)
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000))
  const { kind } = values
  const isKnown = kind === undefined || isPairKind(kind)
  if (!isKnown || count < 1 || [count, from, seed, processes].some((each) => !Number.isInteger(each))) {
    console.error(USAGE)
    return false
  }
  console.log(`${count} pairs of worlds, seed ${seed}`)
  const untilFirst = values['until-first']
  const run = { seed, from, until: from + count, processes, untilFirst, kind: kind ?? null, tree: ROOT }
  const cluster = await startTestCluster()
  try {
    const { played, differed } = await runPairsInParallel({ ...run, clusterUrl: cluster.ownerUrl }, tell)
    console.log(`${played - differed} of ${played} pairs look the same (seed ${seed}, from ${from})`)
    return differed === 0 && played === count
  } finally {
    await cluster.stop()
  }
}

function tell(done: PairDone, { played, differed }: PairsPlayed): void {
  if (done.kind === 'ready') return
  if (done.kind === 'failed') {
    console.log(`pair ${done.index} could not be played: ${done.words}`)
    return
  }
  if (done.difference !== null) console.log(`pair ${done.index} (${done.words}) differs: ${done.difference}`)
  if (played % PROGRESS === 0) console.log(`${played} pairs, ${differed} differ`)
}
