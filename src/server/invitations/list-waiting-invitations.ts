import type { WaitingInvitation } from '../../contract/invitations.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { PENDING_INVITATION } from '../../domain/invitation.ts'
import type { Context } from '../context.ts'

/** Invitations that wait for the viewer's own, verified address, the one that runs out first on top. */
export async function listWaitingInvitations(ctx: Context, viewer: Viewer): Promise<WaitingInvitation[]> {
  const at = await ctx.clock(ctx.db)
  const rows = await ctx.db
    .selectFrom('users as reader')
    .innerJoin('invitations', 'invitations.email', 'reader.email')
    .innerJoin('matters', 'matters.id', 'invitations.matterId')
    .innerJoin('seats', 'seats.id', 'invitations.seatId')
    .innerJoin('users as inviter', 'inviter.id', 'invitations.invitedBy')
    .where('reader.id', '=', viewer.userId)
    .where('reader.emailVerified', '=', true)
    .where('invitations.status', 'in', PENDING_INVITATION)
    .where('invitations.expiresAt', '>', at)
    .select([
      'invitations.id as invitationId',
      'matters.caption',
      'invitations.kind',
      'seats.side',
      'matters.plaintiffWord',
      'matters.defendantWord',
      'inviter.name as inviterName',
      'inviter.firm as inviterFirm',
      'invitations.expiresAt',
    ])
    .orderBy('invitations.expiresAt')
    .limit(100)
    .execute()
  return rows.map(({ side, plaintiffWord, defendantWord, ...row }) => ({
    ...row,
    sideWord: side === 'plaintiff' ? plaintiffWord : defendantWord,
  }))
}
