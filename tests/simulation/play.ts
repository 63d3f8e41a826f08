import type { MatterId } from '../../src/domain/ids.ts'
import { type Cast, castMatter } from './cast.ts'
import { Chronicle } from './chronicle.ts'
import type { Lane } from './lane.ts'
import type { Request } from './request.ts'
import { JobQueue } from './simulated-jobs.ts'
import type { SimulatedMatter } from './simulated-matter.ts'

/** All that belongs to one simulated matter while it is played. */
export type Play = {
  readonly lane: Lane
  readonly matter: SimulatedMatter
  readonly matterId: MatterId
  readonly cast: Cast
  readonly chronicle: Chronicle
  readonly jobs: JobQueue
  readonly requests: Request[]
}

/** A matter at its terms, with people on both seats, over the server of the lane. */
export async function openPlay(lane: Lane, matter: SimulatedMatter, mail: 'smtp' | 'inbox'): Promise<Play> {
  const matterId = matter.ids.uuid() as MatterId
  await lane.begin(matter, mail)
  const cast = await castMatter(lane, matter, matterId)
  const chronicle = new Chronicle(lane.owner, matterId, matter.draw)
  await chronicle.read(null)
  matter.chronicle = chronicle
  return { lane, matter, matterId, cast, chronicle, jobs: new JobQueue(lane.owner), requests: [] }
}
