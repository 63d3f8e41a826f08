import type { Viewer } from '../../contract/viewer.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { findInvitation, type InvitationRef, markRenewalAsked } from './invitation-store.ts'
import { tellInviters } from './tell-inviters.ts'

/**
 * The invited person found the link expired and asks for another, which the side that invited may send. Asked again, or
 * of one that is not waiting to be renewed, it does nothing: the page shows how the invitation stands. Who may ask is who
 * may decline: whoever has the link, but for somebody signed in with another address; by id the invited account alone.
 */
export async function askForRenewal(
  ctx: Context,
  viewer: Viewer | null,
  ref: InvitationRef,
): Promise<Result<void, 'not-found' | 'other-address'>> {
  const invitation = await findInvitation(ctx.db, ref)
  if (!invitation) return err('not-found')
  if (ref.by === 'id' && viewer?.email !== invitation.email) return err('not-found')
  if (viewer && viewer.email !== invitation.email) return err('other-address')
  return transact(ctx.db, async (tx) => {
    const at = await ctx.clock(tx)
    if (await markRenewalAsked(tx, invitation.id, at)) {
      const { name } = invitation
      await tellInviters(ctx, tx, invitation, { kind: 'invitation-renewal-asked', at, actor: null, name })
    }
    return ok()
  })
}
