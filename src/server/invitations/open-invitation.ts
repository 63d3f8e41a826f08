import type { InvitationPage } from '../../contract/invitations.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { type ShownInvitationStatus, shownInvitationStatus } from '../../domain/invitation.ts'
import { ok } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { findSeatAccess } from '../matters/seat-access.ts'
import { findInvitation, type InvitationRef, markOpened, type StoredInvitation } from './invitation-store.ts'
import { getInvitationMatter } from './matter-of-invitation.ts'
import { notifyInviters } from './tell-inviters.ts'

/**
 * What an invitation's page shows to whoever came to it, signed in or not; null where there is no such invitation. Marks
 * it as opened and accepts nothing: mail scanners follow links too. By id only the invited account finds it.
 */
export async function openInvitation(
  ctx: Context,
  viewer: Viewer | null,
  ref: InvitationRef,
): Promise<InvitationPage | null> {
  const invitation = await findInvitation(ctx.db, ref)
  if (!invitation) return null
  const isAddressee = viewer !== null && viewer.email === invitation.email
  if (ref.by === 'id' && !isAddressee) return null

  const at = await ctx.clock(ctx.db)
  const status = shownInvitationStatus(invitation, at)
  if (status === 'sent') await noteOpening(ctx, invitation, at)
  if (viewer !== null && !isAddressee) return { state: 'other-address' }
  if (status !== 'sent' && status !== 'opened') return endedPage(ctx.db, viewer, invitation, status)

  const matter = await getInvitationMatter(ctx.db, invitation.matterId)
  const inviter = await ctx.db
    .selectFrom('users')
    .select(['name', 'firm'])
    .where('id', '=', invitation.invitedBy)
    .executeTakeFirstOrThrow()
  return {
    state: 'open',
    reader: isAddressee ? 'addressee' : 'signed-out',
    email: invitation.email,
    offer: {
      kind: invitation.kind,
      role: invitation.role,
      caption: matter.caption,
      forum: matter.forum,
      caseNumber: matter.caseNumber,
      side: invitation.side,
      sideWord: matter.words[invitation.side],
      inviter,
      inviteeName: invitation.name,
      note: invitation.message,
      expiresAt: invitation.expiresAt,
      timeZone: matter.timeZone,
    },
  }
}

async function noteOpening(ctx: Context, invitation: StoredInvitation, at: number): Promise<void> {
  await transact(ctx.db, async (tx) => {
    if (await markOpened(tx, invitation.id, at)) await notifyInviters(tx, invitation)
    return ok()
  })
}

async function endedPage(
  db: Db,
  viewer: Viewer | null,
  invitation: StoredInvitation,
  status: Exclude<ShownInvitationStatus, 'sent' | 'opened'>,
): Promise<InvitationPage> {
  const seat = viewer && (await findSeatAccess(db, viewer.userId, invitation.matterId))
  return {
    state: 'ended',
    status,
    renewalAsked: invitation.renewalAskedAt !== null,
    matterId: seat ? invitation.matterId : null,
  }
}
