import type { InvitationPreview, Invitee } from '../../contract/invitations.ts'
import { type NewMatter, SIDE_WORDS } from '../../contract/matters.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { ok, type Result } from '../../domain/result.ts'
import { otherSide } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import { composePreview } from './compose-preview.ts'
import { readInviter } from './invitation-mail.ts'
import { type InviteeRefusal, refuseInvitee } from './refuse-invitee.ts'

/** The mail to the other side's lawyer as it would go now, for a matter that is not made yet. */
export async function previewNewMatter(
  ctx: Context,
  viewer: Viewer,
  matter: NewMatter,
  invitee: Invitee,
): Promise<Result<InvitationPreview, InviteeRefusal>> {
  const inviter = await readInviter(ctx.db, viewer)
  const allowed = refuseInvitee(inviter, invitee.email)
  if (!allowed.ok) return allowed
  const words = SIDE_WORDS[matter.words]
  const side = otherSide(matter.side)
  return ok(await composePreview(ctx, { inviter, matter: { ...matter, words }, side, role: 'lead', invitee }))
}
