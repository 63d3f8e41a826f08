import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { commandSession, type TermsRefusal } from '../sessions/command-session.ts'

/** Takes the own wish to skip back, which undoes what depends on it. */
export function withdrawSkip(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<Result<void, TermsRefusal>> {
  return commandSession(ctx, viewer, matterId, ({ side }) => ({ type: 'withdraw-skip', side }))
}
