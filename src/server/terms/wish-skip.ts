import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { commandSession, type TermsRefusal } from '../sessions/command-session.ts'

/** The own wish to do without a document; it settles the terms only together with the other side’s. */
export function wishSkip(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<Result<void, TermsRefusal>> {
  return commandSession(ctx, viewer, matterId, ({ side }) => ({ type: 'wish-skip', side }))
}
