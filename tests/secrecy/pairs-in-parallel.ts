import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
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
  /** The tree whose server is played on. */
  readonly tree: string
  /** The database server; each process starts one of its tree's, without. */
  readonly clusterUrl: string | null
}

export type PairsPlayed = { readonly played: number; readonly differed: number; readonly failed: number }

/** Plays pairs in several processes, each pair with databases of its process alone; `tell` hears of each. */
export async function runPairsInParallel(
  run: PairsRun,
  tell: (done: PairDone, so: PairsPlayed) => void,
): Promise<PairsPlayed> {
  let next = run.from
  // A group of pairs, which have a world in common, to one process.
  const nextGroup = (): number[] => {
    const group: number[] = []
    while (next < run.until && groupOf(next) === groupOf(group[0] ?? next)) group.push(next++)
    return group
  }
  let so: PairsPlayed = { played: 0, differed: 0, failed: 0 }

  function count(done: PairDone): void {
    if (done.kind === 'ready') return
    const { played, differed, failed } = so
    if (done.kind === 'failed') so = { played, differed, failed: failed + 1 }
    else so = { played: played + 1, differed: differed + (done.difference === null ? 0 : 1), failed }
    tell(done, so)
  }

  function work(child: ChildProcess): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    let group: number[] = []
    const give = () => {
      if (group.length === 0) group = nextGroup()
      const index = run.untilFirst && so.differed > 0 ? undefined : group.shift()
      const task: PairWork =
        index === undefined
          ? { kind: 'end' }
          : { kind: 'pair', seed: run.seed, index, pairKind: run.kind ?? kindOf(index) }
      child.send(task)
    }
    child.on('message', (done: PairDone) => {
      count(done)
      give()
    })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`a process ended with ${code}`))))
    return promise
  }

  const processes = Math.min(run.processes, run.until - run.from)
  const children = Array.from({ length: processes }, () =>
    fork(
      join(run.tree, 'tests/secrecy/pairs-process.ts'),
      run.clusterUrl === null ? [] : [run.clusterUrl],
      // Pages as they are served, not as they are developed.
      { cwd: run.tree, env: { ...process.env, NODE_ENV: 'production' } },
    ),
  )
  await Promise.all(children.map(work))
  return so
}
