import type { Instant } from '../../domain/deadlines.ts'
import type { UserId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { appendJournal, type JournalRecord } from '../journal/append-journal.ts'
import { notifyLive } from '../live/notify-live.ts'
import { announce } from '../notifications/announce.ts'
import { invitingSide, type StoredInvitation } from './invitation-store.ts'
import { getInvitationMatter } from './matter-of-invitation.ts'

/** What has come of an invitation, as far as the side that sent it is told. */
export type InvitationNews = {
  readonly at: Instant
  /** Who did it, where an account is known. */
  readonly actor: UserId | null
  /** The invited person, by the account's name or else as the inviter wrote it. */
  readonly name: string
} & (
  | { readonly kind: 'invitation-accepted' | 'invitation-refused' | 'invitation-renewal-asked' }
  | { readonly kind: 'invitation-declined'; readonly reason: string | null }
)

/**
 * The line in the inviting side's journal, its notices and mail, and the word to its pages, in the transaction of what
 * happened. The session's lock, where it is needed, is taken before.
 */
export async function tellInviters(
  ctx: Context,
  tx: Tx,
  invitation: StoredInvitation,
  news: InvitationNews,
): Promise<void> {
  const { id: invitationId, matterId, kind: invitationKind, role } = invitation
  const { at, actor, name } = news
  const chain = invitingSide(invitation)
  const reason: JournalRecord['data'] = news.kind === 'invitation-declined' ? { reason: news.reason } : {}
  await appendJournal(tx, {
    matterId,
    chain,
    sessionId: null,
    at,
    type: news.kind,
    actor,
    data: { invitationId, kind: invitationKind, role, name, ...reason },
  })
  const { seats, isPractice } = await getInvitationMatter(tx, matterId)
  const seatId = seats[chain]
  const about = { matterId, isPractice, actor, at, invitationId, seatId, name }
  await announce(
    ctx,
    tx,
    news.kind === 'invitation-declined'
      ? { ...about, kind: news.kind, gaveReason: news.reason !== null }
      : { ...about, kind: news.kind },
  )
  await notifyLive(tx, { matterId, audience: seatId, topic: 'people' })
}

/** The pages of the seat that invited look at the invitation again. */
export async function notifyInviters(tx: Tx, invitation: StoredInvitation): Promise<void> {
  const { seats } = await getInvitationMatter(tx, invitation.matterId)
  const audience = seats[invitingSide(invitation)]
  await notifyLive(tx, { matterId: invitation.matterId, audience, topic: 'people' })
}
