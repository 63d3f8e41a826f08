import type { Viewer } from '../../contract/viewer.ts'
import type { InvitationId, MatterId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { notifyLive } from '../live/notify-live.ts'
import { type AccessRefusal, requireSeat } from '../matters/seat-access.ts'
import { endInvitation, findSentInvitation } from './invitation-store.ts'

export type RevokeRefusal = AccessRefusal | 'invitation-ended'

/** Voids a pending invitation. Where it is being accepted at the same time, whichever commits first holds. */
export async function revokeInvitation(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  invitationId: InvitationId,
): Promise<Result<void, RevokeRefusal>> {
  return transact(ctx.db, async (tx): Promise<Result<void, RevokeRefusal>> => {
    const seat = await requireSeat(tx, viewer.userId, matterId, 'people')
    if (!seat.ok) return seat
    const invitation = await findSentInvitation(tx, seat.value, invitationId)
    if (!invitation) return err('not-found')

    const at = await ctx.clock(tx)
    const revoked = await endInvitation(tx, invitationId, { status: 'revoked', at })
    if (!revoked) return err('invitation-ended')
    await appendJournal(tx, {
      matterId,
      chain: seat.value.side,
      sessionId: null,
      at,
      type: 'invitation-revoked',
      actor: viewer.userId,
      data: { invitationId, kind: invitation.kind, role: invitation.role, name: invitation.name },
    })
    await notifyLive(tx, { matterId, audience: seat.value.seatId, topic: 'people' })
    return ok()
  })
}
