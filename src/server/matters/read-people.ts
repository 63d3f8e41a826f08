import type { SentInvitation } from '../../contract/invitations.ts'
import type { MatterPeople, SeatMember } from '../../contract/matters.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import { isPending, shownInvitationStatus } from '../../domain/invitation.ts'
import { roleMay } from '../../domain/roles.ts'
import { otherSide } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import { listSentInvitations, type StoredInvitation } from '../invitations/invitation-store.ts'
import { getInvitationMatter } from '../invitations/matter-of-invitation.ts'
import { listPeople } from './people-store.ts'
import { findSeatAccess } from './seat-access.ts'

/**
 * The people of the viewer's own seat and how its invitations stand; of the other seat its lead alone, by name and firm.
 * Null where the viewer has no seat on the matter.
 */
export async function readPeople(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<MatterPeople | null> {
  const seat = await findSeatAccess(ctx.db, viewer.userId, matterId)
  if (!seat) return null
  const now = await ctx.clock(ctx.db)
  const [matter, people, sent] = await Promise.all([
    getInvitationMatter(ctx.db, matterId),
    listPeople(ctx.db, matterId),
    listSentInvitations(ctx.db, seat),
  ])
  const lead = people.find((person) => person.seatId !== seat.seatId && person.role === 'lead')
  const toOtherSide = sent.find((invitation) => invitation.kind === 'other-side')
  const toTeam = sent.filter(
    (each) => each.kind === 'team' && (isPending(each) || each.status === 'declined'),
  )
  const decides = roleMay(seat.role, 'people')
  return {
    isPractice: matter.isPractice,
    words: matter.words,
    side: seat.side,
    otherSide: otherSide(seat.side),
    own: people
      .filter((person) => person.seatId === seat.seatId)
      .map(({ userId, name, email, firm, role, addedAt }): SeatMember => {
        return { userId, name, email, firm, role, addedAt, isReader: userId === viewer.userId }
      }),
    teamInvitations: toTeam.map((invitation) => sentInvitation(invitation, now)),
    otherLead: lead ? { name: lead.name, firm: lead.firm } : null,
    otherInvitation: toOtherSide ? sentInvitation(toOtherSide, now) : null,
    membersMayReveal: seat.membersMayReveal,
    mayManage: decides && !matter.isPractice,
    now,
  }
}

function sentInvitation(invitation: StoredInvitation, now: Instant): SentInvitation {
  const { id, name, email, role, sentAt, expiresAt, openedAt, endedAt } = invitation
  const { declineReason, renewalAskedAt, refusedAt } = invitation
  return {
    invitationId: id,
    name,
    email,
    role,
    status: shownInvitationStatus(invitation, now),
    sentAt,
    expiresAt,
    openedAt,
    endedAt,
    declineReason,
    renewalAskedAt,
    refusedAt,
  }
}
