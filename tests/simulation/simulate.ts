import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { Played, WorkerSetting } from './simulate-worker.ts'

/** One processor each: one waits for its database while another computes. */
const WORKERS = 2

/** What came of all of them; the hash over all traces does not depend on which worker played a matter. */
export type Summary = { readonly played: number; readonly failed: number; readonly sha256: string }

export type SimulateOptions = {
  readonly stopAtFirst?: boolean
  readonly workers?: number
  /** Seeds that are not begun by then are left out. */
  readonly within?: AbortSignal
}

/** Simulates a matter for each seed, in threads that take one seed after the other. */
export async function simulate(
  clusterUrl: string,
  seeds: readonly string[],
  tell: (played: Played) => void,
  { stopAtFirst = false, workers = WORKERS, within }: SimulateOptions = {},
): Promise<Summary> {
  const waiting = [...seeds]
  const hashes = new Map<string, string>()
  let failed = 0

  async function work(): Promise<void> {
    // A thread ends with a matter that failed: another one goes on.
    while (waiting.length > 0 && !within?.aborted) await playInThread()
  }

  function playInThread(): Promise<void> {
    const workerData: WorkerSetting = { clusterUrl }
    // What the tests' own runner needs of Node is not for it.
    const worker = new Worker(new URL('./simulate-worker.ts', import.meta.url), { workerData, execArgv: [] })
    const handOut = () => worker.postMessage(within?.aborted ? null : (waiting.shift() ?? null))
    return new Promise((resolve, reject) => {
      worker.on('error', reject)
      worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker left with ${code}`))))
      worker.on('message', (played: Played) => {
        hashes.set(played.seed, played.sha256)
        if (played.failure !== null) failed += 1
        if (failed > 0 && stopAtFirst) waiting.length = 0
        tell(played)
        if (played.failure === null) handOut()
      })
      handOut()
    })
  }

  await Promise.all(Array.from({ length: Math.min(workers, seeds.length) }, work))
  const all = seeds
    .filter((seed) => hashes.has(seed))
    .map((seed) => `${seed} ${hashes.get(seed)}`)
    .join('\n')
  return { played: hashes.size, failed, sha256: createHash('sha256').update(all).digest('hex') }
}
