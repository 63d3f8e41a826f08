import type { ApproveTerms } from '../../contract/terms.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { commandSession, type TermsRefusal } from '../sessions/command-session.ts'

/** Approves one version by its hash; a version replaced meanwhile is refused, not approved by mistake. */
export function approveTerms(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  { version, sha256 }: ApproveTerms,
): Promise<Result<void, TermsRefusal>> {
  return commandSession(ctx, viewer, matterId, ({ side }) => ({
    type: 'approve-terms',
    side,
    version,
    sha256,
  }))
}
