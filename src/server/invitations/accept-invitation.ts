import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { err, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { findInvitation, type InvitationRef } from './invitation-store.ts'
import { getPerson } from './refuse-person.ts'
import { noteRefusal, type PlaceRefusal, takePlace } from './take-place.ts'

export type AcceptRefusal = PlaceRefusal | 'not-found' | 'other-address'

/**
 * Takes the offered place, once: as lead of the other seat, or on the team of the inviter's. Only the account with the
 * invited, verified address may, whether it comes with the link or finds the invitation in its list. `represents` is whom
 * a lead acts for; a team's seat has that already.
 */
export async function acceptInvitation(
  ctx: Context,
  viewer: Viewer,
  ref: InvitationRef,
  represents: string,
): Promise<Result<MatterId, AcceptRefusal>> {
  const invitation = await findInvitation(ctx.db, ref)
  if (!invitation) return err('not-found')
  const person = await getPerson(ctx.db, viewer.userId)
  if (person.email !== invitation.email || !person.emailVerified) {
    return err(ref.by === 'id' ? 'not-found' : 'other-address')
  }
  const accepted = await transact(ctx.db, (tx) => takePlace(ctx, tx, invitation, person, represents))
  if (!accepted.ok && accepted.error === 'seat-refused') await noteRefusal(ctx, invitation)
  return accepted
}
