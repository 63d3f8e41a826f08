import type { Colleague } from '../../contract/invitations.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { InvitationId, MatterId } from '../../domain/ids.ts'
import { err, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { notifyLive } from '../live/notify-live.ts'
import { listPeople, lockPeople } from '../matters/people-store.ts'
import { type AccessRefusal, requireSeat } from '../matters/seat-access.ts'
import { readInviter } from './invitation-mail.ts'
import { isInvitationPending } from './invitation-store.ts'
import { type InvitationLimit, issueInvitation } from './issue-invitation.ts'
import { getInvitationMatter } from './matter-of-invitation.ts'

export type InviteColleagueRefusal =
  | AccessRefusal
  | 'practice-matter'
  | 'already-on-seat'
  | 'invitation-pending'
  | InvitationLimit

/**
 * Invites a member or a client to the own seat. Whether the person sits on the other seat, or belongs to its
 * organization, is looked at when they accept, so that nobody learns it by inviting.
 */
export async function inviteColleague(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  { role, ...invitee }: Colleague,
): Promise<Result<InvitationId, InviteColleagueRefusal>> {
  return transact(ctx.db, async (tx): Promise<Result<InvitationId, InviteColleagueRefusal>> => {
    await lockPeople(tx, matterId)
    const seat = await requireSeat(tx, viewer.userId, matterId, 'people')
    if (!seat.ok) return seat
    const { seatId, side } = seat.value
    const matter = await getInvitationMatter(tx, matterId)
    if (matter.isPractice) return err('practice-matter')

    const people = await listPeople(tx, matterId)
    const isHere = people.some((person) => person.seatId === seatId && person.email === invitee.email)
    if (isHere) return err('already-on-seat')
    if (await isInvitationPending(tx, seatId, invitee.email)) return err('invitation-pending')

    const at = await ctx.clock(tx)
    const inviter = await readInviter(tx, viewer)
    const issued = await issueInvitation(
      ctx,
      tx,
      { inviter, matter, side, role, invitee, matterId, seatId },
      at,
    )
    if (issued.ok) await notifyLive(tx, { matterId, audience: seatId, topic: 'people' })
    return issued
  })
}
