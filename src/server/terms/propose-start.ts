import type { ProposeStart } from '../../contract/terms.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { DAY_MS } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import { err, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { commandSession, type TermsRefusal } from '../sessions/command-session.ts'
import { readMatterSession } from '../sessions/read-matter-session.ts'
import { type StartProblem, startInstant } from './start-instant.ts'

/** A start further off than this is a slip of the keyboard. */
export const FURTHEST_START_MS = 365 * DAY_MS

export type ProposeStartRefusal = TermsRefusal | StartProblem | 'start-too-far'

/** Proposes a later start, as a local time of the matter's zone. Until the other side takes it up it delays nothing. */
export async function proposeStart(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  input: ProposeStart,
): Promise<Result<void, ProposeStartRefusal>> {
  const current = await readMatterSession(ctx, viewer, matterId)
  if (!current) return err('not-found')
  const startsAt = startInstant(input, current.matter.timeZone)
  if (!startsAt.ok) return startsAt
  if (startsAt.value > current.now + FURTHEST_START_MS) return err('start-too-far')
  return commandSession(ctx, viewer, matterId, ({ side }) => ({
    type: 'propose-start',
    side,
    startsAt: startsAt.value,
  }))
}
