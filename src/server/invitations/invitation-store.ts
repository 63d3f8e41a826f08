import type { ExpressionBuilder } from 'kysely'
import type { Instant } from '../../domain/deadlines.ts'
import { type InvitationId, isId, type MatterId, type SeatId, type UserId } from '../../domain/ids.ts'
import { type InvitationStatus, PENDING_INVITATION } from '../../domain/invitation.ts'
import type { SeatRole } from '../../domain/roles.ts'
import { otherSide, type Side } from '../../domain/side.ts'
import type { Db, Tx } from '../db/database.ts'
import type { Database } from '../db/schema.ts'
import type { SeatAccess } from '../matters/seat-access.ts'
import { hashInvitationToken } from './invitation-token.ts'

/** What the invited person came with: the link of the mail, or the list of an account with the invited address. */
export type InvitationRef =
  | { readonly by: 'token'; readonly token: string }
  | { readonly by: 'id'; readonly invitationId: InvitationId }

/** An invitation with the seat that it offers. */
export type StoredInvitation = {
  readonly id: InvitationId
  readonly matterId: MatterId
  readonly seatId: SeatId
  readonly side: Side
  readonly kind: 'other-side' | 'team'
  readonly role: SeatRole
  readonly email: string
  readonly name: string
  readonly message: string
  readonly status: InvitationStatus
  readonly invitedBy: UserId
  readonly sentAt: Instant
  readonly expiresAt: Instant
  readonly openedAt: Instant | null
  readonly renewalAskedAt: Instant | null
  readonly refusedAt: Instant | null
  readonly endedAt: Instant | null
  readonly declineReason: string | null
}

function selectInvitations(db: Db | Tx) {
  return db
    .selectFrom('invitations')
    .innerJoin('seats', 'seats.id', 'invitations.seatId')
    .select([
      'invitations.id',
      'invitations.matterId',
      'invitations.seatId',
      'seats.side',
      'kind',
      'role',
      'email',
      'name',
      'message',
      'status',
      'invitedBy',
      'sentAt',
      'expiresAt',
      'openedAt',
      'renewalAskedAt',
      'refusedAt',
      'endedAt',
      'declineReason',
    ])
}

export async function findInvitation(db: Db | Tx, ref: InvitationRef): Promise<StoredInvitation | null> {
  if (ref.by === 'id' && !isId(ref.invitationId)) return null
  const query =
    ref.by === 'token'
      ? selectInvitations(db).where('tokenHash', '=', hashInvitationToken(ref.token))
      : selectInvitations(db).where('invitations.id', '=', ref.invitationId)
  return (await query.executeTakeFirst()) ?? null
}

/** The side that sent an invitation: to its own seat, or to the one opposite. */
export function invitingSide({ kind, side }: Pick<StoredInvitation, 'kind' | 'side'>): Side {
  return kind === 'team' ? side : otherSide(side)
}

/** Only what the seat itself sent: to its own seat, or to the one opposite. */
function sentBySeat({ seatId }: SeatAccess) {
  return ({ eb, and, or }: ExpressionBuilder<Database, 'invitations'>) =>
    or([
      and([eb('kind', '=', 'team'), eb('seatId', '=', seatId)]),
      and([eb('kind', '=', 'other-side'), eb('seatId', '!=', seatId)]),
    ])
}

/** An invitation that this seat sent; null for any other, whether or not it exists. */
export async function findSentInvitation(
  db: Db | Tx,
  seat: SeatAccess,
  id: InvitationId,
): Promise<StoredInvitation | null> {
  if (!isId(id)) return null
  const row = await selectInvitations(db)
    .where('invitations.id', '=', id)
    .where('invitations.matterId', '=', seat.matterId)
    .where(sentBySeat(seat))
    .executeTakeFirst()
  return row ?? null
}

/** What this seat sent, without what a newer one replaced: what is pending first, then the newest. */
export async function listSentInvitations(db: Db | Tx, seat: SeatAccess): Promise<StoredInvitation[]> {
  return selectInvitations(db)
    .where('invitations.matterId', '=', seat.matterId)
    .where('status', '!=', 'replaced')
    .where(sentBySeat(seat))
    .orderBy((eb) => eb('status', 'in', PENDING_INVITATION), 'desc')
    .orderBy('sentAt', 'desc')
    .orderBy('invitations.id')
    .limit(50)
    .execute()
}

/** Whether an invitation to this seat waits for an answer, expired ones included; to one address, or to any. */
export async function isInvitationPending(db: Db | Tx, seatId: SeatId, email?: string): Promise<boolean> {
  const row = await db
    .selectFrom('invitations')
    .select('id')
    .where('seatId', '=', seatId)
    .where('status', 'in', PENDING_INVITATION)
    .$if(email !== undefined, (query) => query.where('email', '=', email ?? ''))
    .executeTakeFirst()
  return row !== undefined
}

type SentCounts = { readonly toAddress: number; readonly byAccount: number }

/** How many invitations the matter sent to the address, and the inviter to anybody, later than an instant. */
export async function countSent(
  db: Db | Tx,
  sent: {
    readonly matterId: MatterId
    readonly email: string
    readonly inviter: UserId
    readonly after: Instant
  },
): Promise<SentCounts> {
  const { matterId, email, inviter, after } = sent
  type Sent = ExpressionBuilder<Database, 'invitations'>
  const toAddress = ({ eb, and }: Sent) => and([eb('matterId', '=', matterId), eb('email', '=', email)])
  const byAccount = ({ eb }: Sent) => eb('invitedBy', '=', inviter)
  return db
    .selectFrom('invitations')
    .where((eb) => eb.or([toAddress(eb), byAccount(eb)]))
    .where('sentAt', '>', after)
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere(toAddress).as('toAddress'),
      fn.countAll<number>().filterWhere(byAccount).as('byAccount'),
    ])
    .executeTakeFirstOrThrow()
}

type Ending = {
  readonly status: 'accepted' | 'declined' | 'revoked' | 'replaced'
  readonly at: Instant
  readonly acceptedBy?: UserId
  readonly declineReason?: string | null
}

/**
 * Ends a pending invitation; false where something else has ended it, which decides every race. To be answered (rather
 * than revoked or replaced) it must not have expired either.
 */
export async function endInvitation(tx: Tx, id: InvitationId, ending: Ending): Promise<boolean> {
  const { status, at, acceptedBy = null, declineReason = null } = ending
  const answered = status === 'accepted' || status === 'declined'
  const { numUpdatedRows } = await tx
    .updateTable('invitations')
    .set({ status, endedAt: at, acceptedBy, declineReason })
    .where('id', '=', id)
    .where('status', 'in', PENDING_INVITATION)
    .$if(answered, (query) => query.where('expiresAt', '>', at))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Marks the first opening of the link; false where it was opened or ended before, or has expired. */
export async function markOpened(db: Db | Tx, id: InvitationId, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('invitations')
    .set({ status: 'opened', openedAt: at })
    .where('id', '=', id)
    .where('status', '=', 'sent')
    .where('expiresAt', '>', at)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Notes once that the invited person asks for another link; false where that was noted, or it is not an expired one. */
export async function markRenewalAsked(tx: Tx, id: InvitationId, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('invitations')
    .set({ renewalAskedAt: at })
    .where('id', '=', id)
    .where('status', 'in', PENDING_INVITATION)
    .where('expiresAt', '<=', at)
    .where('renewalAskedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Notes once that the rule on who may hold a seat stood against an acceptance. */
export async function markRefused(tx: Tx, id: InvitationId, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('invitations')
    .set({ refusedAt: at })
    .where('id', '=', id)
    .where('status', 'in', PENDING_INVITATION)
    .where('refusedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
