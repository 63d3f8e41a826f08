import type { Invitee } from '../../contract/invitations.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { InvitationId, MatterId } from '../../domain/ids.ts'
import { err, type Result } from '../../domain/result.ts'
import { otherSide } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { notifyLive } from '../live/notify-live.ts'
import { listPeople, lockPeople } from '../matters/people-store.ts'
import { type AccessRefusal, requireSeat } from '../matters/seat-access.ts'
import { readInviter } from './invitation-mail.ts'
import { isInvitationPending } from './invitation-store.ts'
import { type InvitationLimit, issueInvitation } from './issue-invitation.ts'
import { getInvitationMatter } from './matter-of-invitation.ts'
import { type InviteeRefusal, refuseInvitee } from './refuse-invitee.ts'

export type InviteOtherSideRefusal =
  | AccessRefusal
  | InviteeRefusal
  | 'practice-matter'
  | 'seat-held'
  | 'invitation-pending'
  | InvitationLimit

/** Invites the lead of the other seat, while nobody holds it and no other invitation to it is pending. */
export async function inviteOtherSide(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  invitee: Invitee,
): Promise<Result<InvitationId, InviteOtherSideRefusal>> {
  return transact(ctx.db, async (tx): Promise<Result<InvitationId, InviteOtherSideRefusal>> => {
    await lockPeople(tx, matterId)
    const seat = await requireSeat(tx, viewer.userId, matterId, 'decide')
    if (!seat.ok) return seat
    const matter = await getInvitationMatter(tx, matterId)
    if (matter.isPractice) return err('practice-matter')
    const inviter = await readInviter(tx, viewer)
    const allowed = refuseInvitee(inviter, invitee.email)
    if (!allowed.ok) return allowed

    const side = otherSide(seat.value.side)
    const people = await listPeople(tx, matterId)
    if (people.some((person) => person.side === side)) return err('seat-held')
    const toOtherSeat = matter.seats[side]
    // The other seat has nobody yet, so whatever is pending there is its lead's.
    if (await isInvitationPending(tx, toOtherSeat)) return err('invitation-pending')

    const at = await ctx.clock(tx)
    const letter = { inviter, matter, side, role: 'lead', invitee } as const
    const issued = await issueInvitation(ctx, tx, { ...letter, matterId, seatId: toOtherSeat }, at)
    if (issued.ok) await notifyLive(tx, { matterId, audience: seat.value.seatId, topic: 'people' })
    return issued
  })
}
