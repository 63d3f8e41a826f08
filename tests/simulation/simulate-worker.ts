import { on } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { type Lane, openLane } from './lane.ts'
import { simulateMatter } from './simulate-matter.ts'

/** What a thread of the simulation is told when it begins; then seeds come, one by one, and null in the end. */
export type WorkerSetting = { readonly clusterUrl: string }

/** What it tells of a matter. */
export type Played = {
  readonly seed: string
  readonly lines: readonly string[]
  readonly sha256: string
  /** What must not be and was; null where all was well. */
  readonly failure: string | null
}

/** It starts over on a fresh database after so many matters, so that none grows large. */
const MATTERS_PER_DATABASE = 200

if (!parentPort) throw new Error('this runs as a thread of the simulation')
const { clusterUrl } = workerData as WorkerSetting
let lane: Lane | null = null
let played = 0
for await (const [seed] of on(parentPort, 'message') as AsyncIterable<[string | null]>) {
  if (seed === null) break
  lane ??= await openLane(clusterUrl)
  const { trace, failure } = await simulateMatter(lane, seed)
  played += 1
  if (played % MATTERS_PER_DATABASE === 0 && failure === null) {
    await lane.close()
    lane = null
  }
  const { lines, sha256 } = trace
  const told: Played = { seed, lines, sha256, failure: failure === null ? null : textOf(failure) }
  parentPort.postMessage(told)
  // Its lines stand for ever, with connections that nobody gives back.
  if (failure !== null) process.exit(0)
}
await lane?.close()
parentPort.close()

function textOf(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)
}
