import type { Viewer } from '../../contract/viewer.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { endInvitation, findInvitation, type InvitationRef } from './invitation-store.ts'
import { tellInviters } from './tell-inviters.ts'
import { whyNotAnswerable } from './why-not-answerable.ts'

export type DeclineRefusal = 'not-found' | 'other-address' | 'invitation-expired' | 'invitation-ended'

/**
 * Declines, with a reason for the side that invited, or ''. The link suffices: nobody has to open an account to say no.
 * Signed in with another address one may not, and by id only the invited account may.
 */
export async function declineInvitation(
  ctx: Context,
  viewer: Viewer | null,
  ref: InvitationRef,
  reason: string,
): Promise<Result<void, DeclineRefusal>> {
  const invitation = await findInvitation(ctx.db, ref)
  if (!invitation) return err('not-found')
  if (ref.by === 'id' && viewer?.email !== invitation.email) return err('not-found')
  if (viewer && viewer.email !== invitation.email) return err('other-address')

  return transact(ctx.db, async (tx): Promise<Result<void, DeclineRefusal>> => {
    const at = await ctx.clock(tx)
    const declineReason = reason === '' ? null : reason
    const declined = await endInvitation(tx, invitation.id, { status: 'declined', at, declineReason })
    if (!declined) return err(await whyNotAnswerable(tx, invitation.id, at))
    await tellInviters(ctx, tx, invitation, {
      kind: 'invitation-declined',
      at,
      actor: viewer?.userId ?? null,
      name: invitation.name,
      reason: declineReason,
    })
    return ok()
  })
}
