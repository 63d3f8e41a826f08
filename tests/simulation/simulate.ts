import { createHash } from 'node:crypto'
import { type Lane, openLane } from './lane.ts'
import { type Simulated, simulateMatter } from './simulate-matter.ts'

/** Lanes at work beside each other: one waits for its database while another computes. */
const LANES = 2

/** A lane starts over on a fresh database after so many matters, so that none grows large. */
const MATTERS_PER_DATABASE = 200

/** Simulates a matter for each seed. The figure over all traces does not depend on which lane a matter was in. */
export async function simulate(
  clusterUrl: string,
  seeds: readonly string[],
  tell: (simulated: Simulated) => void,
): Promise<{ readonly sha256: string }> {
  const waiting = [...seeds]
  const hashes = new Map<string, string>()

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
  return { sha256: createHash('sha256').update(all).digest('hex') }
}
