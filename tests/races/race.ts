import fc from 'fast-check'
import { type Begun, finish } from '../simulation/begin-work.ts'
import type { Lane } from '../simulation/lane.ts'
import { openPlay, type Play } from '../simulation/play.ts'
import { SimulatedMatter } from '../simulation/simulated-matter.ts'
import { FAIR } from '../simulation/weather.ts'
import { interleave } from './interleave.ts'

/** Acts that meet. Each begins a line of work, in this order; the scheduler decides how they go on. */
export type Race = {
  readonly prepare: (play: Play) => Promise<void>
  readonly begin: readonly ((play: Play) => Promise<Begun>)[]
  /** What may happen between any two statements. */
  readonly besides?: (play: Play) => readonly (readonly [string, () => void])[]
  /** Looks at what came of it, when all is over. */
  readonly check: (play: Play) => Promise<void>
}

let matters = 0

/** A matter of its own whose session is open, in fair weather. */
export async function openMatter(lane: Lane): Promise<Play> {
  matters += 1
  const matter = new SimulatedMatter(`race ${matters}`, lane.threads)
  matter.weather = FAIR
  return openPlay(lane, matter, 'smtp')
}

/** Runs the race in that many orders, each found by the scheduler of fast-check; fails with the order that failed. */
export async function holdsInEveryOrder(lane: Lane, orders: number, race: Race): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const play = await openMatter(lane)
      await race.prepare(play)
      const begun: Begun[] = []
      for (const begin of race.begin) begun.push(await begin(play))
      try {
        await finish(play, begun, (lines) => interleave(scheduler, lane.threads, lines, race.besides?.(play)))
      } finally {
        // Nothing of a race that failed stands in the way of the next.
        await play.matter.finishLines()
      }
      await race.check(play)
      await layAside(play)
    }),
    { numRuns: orders, endOnFailure: true },
  )
}

/** Sweeps of later races are to find their own matters. */
async function layAside({ lane: { owner }, matterId }: Play): Promise<void> {
  await owner.query(
    'update app.mail_outbox set given_up_at = 0, sealed = null where sent_at is null and given_up_at is null',
  )
  await owner.query('delete from app.simulated_jobs')
  await owner.query(
    'update app.sessions set next_due_at = null, ended_at = coalesce(ended_at, 0) where matter_id = $1',
    [matterId],
  )
}
