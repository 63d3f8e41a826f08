import type { AcceptStart } from '../../contract/terms.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { commandSession, type TermsRefusal } from '../sessions/command-session.ts'

/** Takes up the other side's proposal of a later start, if it is still the one that was read. */
export function acceptStart(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  { startsAt }: AcceptStart,
): Promise<Result<void, TermsRefusal>> {
  return commandSession(ctx, viewer, matterId, ({ side }) => ({ type: 'accept-start', side, startsAt }))
}
