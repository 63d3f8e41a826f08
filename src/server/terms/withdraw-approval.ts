import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { commandSession, type TermsRefusal } from '../sessions/command-session.ts'

/** Takes the own approval back, which undoes what depends on it. */
export function withdrawApproval(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<Result<void, TermsRefusal>> {
  return commandSession(ctx, viewer, matterId, ({ side }) => ({ type: 'withdraw-approval', side }))
}
