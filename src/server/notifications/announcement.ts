import type { Instant } from '../../domain/deadlines.ts'
import type { InvitationId, MatterId, MessageId, SeatId, SessionId, UserId } from '../../domain/ids.ts'
import type { SeatRole } from '../../domain/roles.ts'
import type { Side } from '../../domain/side.ts'

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
export type TeamNews = { readonly seatId: SeatId } & (
  | { readonly kind: 'team-member-added'; readonly member: UserId; readonly role: SeatRole }
  /** The one who was removed is told by e-mail alone: the matter is closed to them. */
  | { readonly kind: 'team-member-removed'; readonly member: UserId; readonly memberName: string }
  | { readonly kind: 'lead-handed-over'; readonly lead: UserId }
)
