import { paths } from '../../contract/paths.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import { INVITATION_MS } from '../../domain/invitation.ts'
import type { SeatRole } from '../../domain/roles.ts'
import type { Side } from '../../domain/side.ts'
import type { MessageProps } from '../../emails/messages.ts'
import type { Db, Tx } from '../db/database.ts'

/** What the mail of an invitation is made from; the same for the mail that goes and for its preview. */
export type InvitationLetter = {
  readonly inviter: Viewer & { readonly firm: string }
  readonly matter: {
    readonly caption: string
    readonly timeZone: string
    readonly words: Readonly<Record<Side, string>>
  }
  /** The seat that is offered. */
  readonly side: Side
  readonly role: SeatRole
  readonly invitee: { readonly name: string; readonly email: string; readonly note: string }
}

export type InvitationMessage =
  | { readonly template: 'invitation'; readonly props: MessageProps['invitation'] }
  | { readonly template: 'team-invitation'; readonly props: MessageProps['team-invitation'] }

export function invitationExpiresAt(sentAt: Instant): Instant {
  return sentAt + INVITATION_MS
}

/**
 * The message and its data. Times are in the matter's zone: nothing is known of the reader's, and the address is not
 * looked up among the accounts.
 */
export function composeInvitation(
  letter: InvitationLetter,
  sentAt: Instant,
  token: string,
): InvitationMessage {
  const { inviter, matter, side, role, invitee } = letter
  const shared = {
    inviterName: inviter.name,
    caption: matter.caption,
    message: invitee.note,
    expiresAt: invitationExpiresAt(sentAt),
    zones: { reader: matter.timeZone, matter: matter.timeZone },
    path: paths.invitation(token),
  }
  if (role !== 'lead') return { template: 'team-invitation', props: { ...shared, role } }
  const props = {
    ...shared,
    inviterFirm: inviter.firm,
    recipientName: invitee.name,
    sideWord: matter.words[side],
  }
  return { template: 'invitation', props }
}

/** The person who invites, with the firm that the mail names. */
export async function readInviter(db: Db | Tx, viewer: Viewer): Promise<InvitationLetter['inviter']> {
  const { firm } = await db
    .selectFrom('users')
    .select('firm')
    .where('id', '=', viewer.userId)
    .executeTakeFirstOrThrow()
  return { ...viewer, firm }
}
