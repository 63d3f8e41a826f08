import { DAY_MS, type Instant } from '../../domain/deadlines.ts'
import type { InvitationId, MatterId, SeatId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { composeInvitation, type InvitationLetter, invitationExpiresAt } from './invitation-mail.ts'
import { countSent, invitingSide } from './invitation-store.ts'
import { hashInvitationToken } from './invitation-token.ts'

/**
 * How many invitations may go in any 24 hours: of one matter to one address, and of one account to anybody. Nobody's
 * mailbox is ours to fill, and the note in them is free text.
 */
export const INVITATION_LIMITS = { toAddress: 5, byAccount: 200 } as const

export type InvitationLimit = 'address-limit' | 'account-limit'

export type InvitationToIssue = InvitationLetter & {
  readonly matterId: MatterId
  /** The seat that is offered. */
  readonly seatId: SeatId
}

/**
 * An invitation with a link of its own, its mail, and its line in the inviting side's journal. The token goes into the
 * encrypted outbox and nowhere else.
 */
export async function issueInvitation(
  ctx: Context,
  tx: Tx,
  { matterId, seatId, ...letter }: InvitationToIssue,
  at: Instant,
): Promise<Result<InvitationId, InvitationLimit>> {
  const { inviter, invitee, role, side } = letter
  const sent = await countSent(tx, {
    matterId,
    email: invitee.email,
    inviter: inviter.userId,
    after: at - DAY_MS,
  })
  if (sent.toAddress >= INVITATION_LIMITS.toAddress) return err('address-limit')
  if (sent.byAccount >= INVITATION_LIMITS.byAccount) return err('account-limit')

  const id = ctx.chance.newId() as InvitationId
  const token = ctx.chance.newToken()
  const kind = role === 'lead' ? 'other-side' : 'team'
  await tx
    .insertInto('invitations')
    .values({
      id,
      matterId,
      seatId,
      kind,
      role,
      email: invitee.email,
      name: invitee.name,
      message: invitee.note,
      tokenHash: hashInvitationToken(token),
      status: 'sent',
      invitedBy: inviter.userId,
      sentAt: at,
      expiresAt: invitationExpiresAt(at),
      openedAt: null,
      renewalAskedAt: null,
      refusedAt: null,
      endedAt: null,
      declineReason: null,
      acceptedBy: null,
    })
    .execute()
  await queueMail(ctx, tx, {
    ...composeInvitation(letter, at, token),
    to: { email: invitee.email, name: invitee.name },
    dedupeKey: `invitation/${id}`,
  })
  await appendJournal(tx, {
    matterId,
    chain: invitingSide({ kind, side }),
    sessionId: null,
    at,
    type: 'invitation-sent',
    actor: inviter.userId,
    data: { invitationId: id, kind, role, name: invitee.name, email: invitee.email },
  })
  return ok(id)
}
