import type { Instant } from '../../domain/deadlines.ts'
import type { InvitationId, MatterId, MessageId, SeatId, SessionId, UserId } from '../../domain/ids.ts'
import type { SeatRole } from '../../domain/roles.ts'
import type { SessionEvent } from '../../domain/session-events.ts'
import type { Side } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'

export type AnnounceContext = Pick<Context, 'config' | 'chance' | 'clock' | 'jobs'>

/** News of a matter besides its session's own events. */
export type Announcement = AnnouncementBase &
  (
    | InvitationNews
    /** Both seats are told, but for the sender. */
    | {
        readonly kind: 'message-received'
        readonly messageId: MessageId
        readonly from: Side
        readonly senderName: string
        readonly hasFiles: boolean
      }
    | { readonly kind: 'new-session-proposed'; readonly sessionId: SessionId; readonly side: Side }
    | TeamNews
  )

type AnnouncementBase = {
  readonly matterId: MatterId
  readonly isPractice: boolean
  /** Is not told of what they did themselves; null where time or the program did it. */
  readonly actor: UserId | null
  readonly at: Instant
}

/** `seatId` is the seat that sent the invitation: its people are told. */
type InvitationNews = {
  readonly invitationId: InvitationId
  readonly seatId: SeatId
  /** The person invited. */
  readonly name: string
} & (
  | { readonly kind: 'invitation-accepted' }
  | { readonly kind: 'invitation-declined'; readonly gaveReason: boolean }
  /** The link had expired, and its holder asks for another. */
  | { readonly kind: 'invitation-renewal-asked' }
  /** The rule on who may hold a seat stood against an acceptance; why exactly is not told. */
  | { readonly kind: 'invitation-refused' }
)

/** The seat's own people are told. */
type TeamNews = { readonly seatId: SeatId } & (
  | { readonly kind: 'team-member-added'; readonly member: UserId; readonly role: SeatRole }
  /** The one who was removed is told by e-mail alone: the matter is closed to them. */
  | { readonly kind: 'team-member-removed'; readonly member: UserId }
  | { readonly kind: 'lead-handed-over'; readonly lead: UserId }
)

/** Writes one notice a person and queues mail by each one's preferences, in the transaction of what happened. */
export async function announce(ctx: AnnounceContext, tx: Tx, announcement: Announcement): Promise<void> {
  throw new Error(`not built yet: ${ctx.config.baseUrl} ${tx.isTransaction} ${announcement.kind}`)
}

export type SessionNews = {
  readonly matterId: MatterId
  readonly sessionId: SessionId
  readonly isPractice: boolean
  /** All that happened in one go, in order: what opening's close means depends on whether a deal follows it. */
  readonly happened: readonly { readonly event: SessionEvent; readonly actor: UserId | null }[]
}

/** As `announce`, for a session's events. Own events (a number entered, withdrawn, voided) are nobody's news. */
export async function announceSessionEvents(ctx: AnnounceContext, tx: Tx, news: SessionNews): Promise<void> {
  throw new Error(`not built yet: ${ctx.config.baseUrl} ${tx.isTransaction} ${news.happened.length}`)
}
