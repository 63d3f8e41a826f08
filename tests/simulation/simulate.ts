import { createHash } from 'node:crypto'
import { type Lane, openLane } from './lane.ts'
import { type Simulated, simulateMatter } from './simulate-matter.ts'

/** Lanes at work beside each other: one waits for its database while another computes. */
const LANES = 2

/** A lane starts over on a fresh database after so many matters, so that none grows large. */
const MATTERS_PER_DATABASE = 200

/** What came of all of them; the hash over all traces does not depend on which lane a matter was in. */
export type Summary = { readonly played: number; readonly failed: number; readonly sha256: string }

/** Simulates a matter for each seed. */
export async function simulate(
  clusterUrl: string,
  seeds: readonly string[],
  tell: (simulated: Simulated) => void,
  { stopAtFirst = false } = {},
): Promise<Summary> {
  const waiting = [...seeds]
  const hashes = new Map<string, string>()
  let failed = 0

  async function work(): Promise<void> {
    let lane: Lane | null = null
    let played = 0
    try {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        lane ??= await openLane(clusterUrl)
        const simulated = await simulateMatter(lane, seed)
        hashes.set(seed, simulated.trace.sha256)
        tell(simulated)
        played += 1
        if (simulated.failure !== null) failed += 1
        if (failed > 0 && stopAtFirst) return
        // What a failed matter leaves behind would be in the way of the next.
        if (simulated.failure !== null || played % MATTERS_PER_DATABASE === 0) {
          await lane.close()
          lane = null
        }
      }
    } finally {
      await lane?.close()
    }
  }

  await Promise.all(Array.from({ length: LANES }, work))
  const all = seeds.map((seed) => `${seed} ${hashes.get(seed)}`).join('\n')
  return { played: hashes.size, failed, sha256: createHash('sha256').update(all).digest('hex') }
}
