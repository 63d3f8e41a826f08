import type { Viewer } from '../../contract/viewer.ts'
import type { InvitationId, MatterId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { notifyLive } from '../live/notify-live.ts'
import { type AccessRefusal, requireSeat } from '../matters/seat-access.ts'
import { readInviter } from './invitation-mail.ts'
import { endInvitation, findSentInvitation } from './invitation-store.ts'
import { type InvitationLimit, issueInvitation } from './issue-invitation.ts'
import { getInvitationMatter } from './matter-of-invitation.ts'

export type ResendRefusal = AccessRefusal | 'invitation-ended' | InvitationLimit

/**
 * Sends a pending invitation again, expired or not, under a new link: the old one is void from this commit on. Gives
 * the id of the new one.
 */
export async function resendInvitation(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  invitationId: InvitationId,
): Promise<Result<InvitationId, ResendRefusal>> {
  return transact(ctx.db, async (tx): Promise<Result<InvitationId, ResendRefusal>> => {
    const seat = await requireSeat(tx, viewer.userId, matterId, 'people')
    if (!seat.ok) return seat
    const invitation = await findSentInvitation(tx, seat.value, invitationId)
    if (!invitation) return err('not-found')

    const at = await ctx.clock(tx)
    const replaced = await endInvitation(tx, invitationId, { status: 'replaced', at })
    if (!replaced) return err('invitation-ended')
    const issued = await issueInvitation(
      ctx,
      tx,
      {
        matterId,
        seatId: invitation.seatId,
        inviter: await readInviter(tx, viewer),
        matter: await getInvitationMatter(tx, matterId),
        side: invitation.side,
        role: invitation.role,
        invitee: { name: invitation.name, email: invitation.email, note: invitation.message },
      },
      at,
    )
    if (!issued.ok) return issued
    await notifyLive(tx, { matterId, audience: seat.value.seatId, topic: 'people' })
    return ok(issued.value)
  })
}
