import type { MatterId } from '../../src/domain/ids.ts'
import type { Cast } from './cast.ts'
import type { Chronicle } from './chronicle.ts'
import type { Lane } from './lane.ts'
import type { Request } from './request.ts'
import type { SimulatedMatter } from './simulated-matter.ts'

/** All that belongs to one simulated matter while it is played. */
export type Play = {
  readonly lane: Lane
  readonly matter: SimulatedMatter
  readonly matterId: MatterId
  readonly cast: Cast
  readonly chronicle: Chronicle
  readonly requests: Request[]
}
