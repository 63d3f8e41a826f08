import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { startTestCluster } from '../support/cluster.ts'
import { groupOf } from './generated-pair.ts'
import type { PairDone, PairWork } from './pairs-process.ts'
import { kindOf } from './run-pairs.ts'
import type { PairKind } from './world.ts'

export type PairsRun = {
  readonly seed: number
  readonly from: number
  readonly until: number
  readonly untilFirst: boolean
  /** All kinds by turns, without. */
  readonly kind: PairKind | null
  readonly processes: number
}

const PROGRESS = 50

/** Plays pairs in several processes on one database server, each pair with databases of its process alone. */
export async function runPairsInParallel(
  run: PairsRun,
): Promise<{ readonly played: number; readonly differed: number }> {
  const cluster = await startTestCluster()
  let next = run.from
  // A group of pairs, which have a world in common, to one process.
  const nextGroup = (): number[] => {
    const group: number[] = []
    while (next < run.until && groupOf(next) === groupOf(group[0] ?? next)) group.push(next++)
    return group
  }
  let played = 0
  let differed = 0

  function work(child: ChildProcess): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    let group: number[] = []
    const give = () => {
      if (group.length === 0) group = nextGroup()
      const index = run.untilFirst && differed > 0 ? undefined : group.shift()
      const task: PairWork =
        index === undefined
          ? { kind: 'end' }
          : { kind: 'pair', seed: run.seed, index, pairKind: run.kind ?? kindOf(index) }
      child.send(task)
    }
    child.on('message', (done: PairDone) => {
      if (done.kind === 'failed') console.log(`pair ${done.index} could not be played: ${done.words}`)
      if (done.kind === 'done') {
        played += 1
        if (done.difference !== null) {
          differed += 1
          console.log(`pair ${done.index} (${done.words}) differs: ${done.difference}`)
        }
        if (played % PROGRESS === 0) console.log(`${played} pairs, ${differed} differ`)
      }
      give()
    })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`a process ended with ${code}`))))
    return promise
  }

  try {
    const count = Math.min(run.processes, run.until - run.from)
    const children = Array.from({ length: count }, () =>
      fork(join(import.meta.dirname, 'pairs-process.ts'), [cluster.ownerUrl]),
    )
    await Promise.all(children.map(work))
  } finally {
    await cluster.stop()
  }
  return { played, differed }
}
