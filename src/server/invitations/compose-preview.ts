import type { InvitationPreview } from '../../contract/invitations.ts'
import { contentOf } from '../../emails/messages.ts'
import type { Context } from '../context.ts'
import { composeInvitation, type InvitationLetter } from './invitation-mail.ts'

/** The mail as it would go now, made by the functions that make it. The link is not made before it goes: there is none. */
export async function composePreview(
  ctx: Pick<Context, 'clock' | 'db'>,
  letter: InvitationLetter,
): Promise<InvitationPreview> {
  const message = composeInvitation(letter, await ctx.clock(ctx.db), '')
  const content =
    message.template === 'invitation'
      ? contentOf(message.template, message.props)
      : contentOf(message.template, message.props)
  const { action, footerLink, ...words } = content
  return { ...words, to: letter.invitee, actionLabel: action?.label ?? null }
}
