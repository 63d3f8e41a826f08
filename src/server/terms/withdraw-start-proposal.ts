import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { commandSession, type TermsRefusal } from '../sessions/command-session.ts'

/** Takes the own proposal of a later start back. One that both chose stays. */
export function withdrawStartProposal(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<Result<void, TermsRefusal>> {
  return commandSession(ctx, viewer, matterId, ({ side }) => ({ type: 'withdraw-start-proposal', side }))
}
