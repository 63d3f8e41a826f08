import type { InvitationPreview, Invitee } from '../../contract/invitations.ts'
import { type NewMatter, SIDE_WORDS } from '../../contract/matters.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { SeatRole } from '../../domain/roles.ts'
import { otherSide } from '../../domain/side.ts'
import { contentOf } from '../../emails/messages.ts'
import type { Context } from '../context.ts'
import { type AccessRefusal, requireSeat } from '../matters/seat-access.ts'
import { composeInvitation, type InvitationLetter, readInviter } from './invitation-mail.ts'
import { getInvitationMatter } from './matter-of-invitation.ts'
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
  return ok(await preview(ctx, { inviter, matter: { ...matter, words }, side, role: 'lead', invitee }))
}

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
  return ok(await preview(ctx, { inviter, matter, side, role, invitee }))
}

/** Made by the functions that make the mail. The link is not made before it goes: there is none to show. */
async function preview(ctx: Context, letter: InvitationLetter): Promise<InvitationPreview> {
  const message = composeInvitation(letter, await ctx.clock(ctx.db), '')
  const content =
    message.template === 'invitation'
      ? contentOf(message.template, message.props)
      : contentOf(message.template, message.props)
  const { action, footerLink, ...words } = content
  return { ...words, to: letter.invitee, actionLabel: action?.label ?? null }
}
