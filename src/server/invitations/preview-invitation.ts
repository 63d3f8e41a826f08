import type { InvitationPreview, Invitee } from '../../contract/invitations.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { SeatRole } from '../../domain/roles.ts'
import { otherSide } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import { type AccessRefusal, requireSeat } from '../matters/seat-access.ts'
import { composePreview } from './compose-preview.ts'
import { readInviter } from './invitation-mail.ts'
import { getInvitationMatter } from './matter-of-invitation.ts'
import { type InviteeRefusal, refuseInvitee } from './refuse-invitee.ts'

/** The mail as it would go now, from a matter that is there; `lead` is for the other seat. */
export async function previewInvitation(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  role: SeatRole,
  invitee: Invitee,
): Promise<Result<InvitationPreview, AccessRefusal | InviteeRefusal>> {
  const seat = await requireSeat(ctx.db, viewer.userId, matterId, 'people')
  if (!seat.ok) return seat
  const inviter = await readInviter(ctx.db, viewer)
  const toOtherSide = role === 'lead'
  const allowed = toOtherSide ? refuseInvitee(inviter, invitee.email) : ok()
  if (!allowed.ok) return allowed
  const matter = await getInvitationMatter(ctx.db, matterId)
  const side = toOtherSide ? otherSide(seat.value.side) : seat.value.side
  return ok(await composePreview(ctx, { inviter, matter, side, role, invitee }))
}
