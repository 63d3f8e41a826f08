import type { Generated } from 'kysely'
import type { Instant } from '../../domain/deadlines.ts'
import type { InvitationId, MatterId, SeatId, UserId } from '../../domain/ids.ts'
import type { SeatRole } from '../../domain/roles.ts'
import type { Side } from '../../domain/side.ts'
import type { NextAction } from '../../domain/visibility.ts'

export type MattersTables = {
  matters: {
    id: MatterId
    caption: string
    forum: string
    caseNumber: string
    dispute: string
    currency: string
    amountInDisputeCents: number | null
    timeZone: string
    plaintiffWord: Generated<string>
    defendantWord: Generated<string>
    isPractice: Generated<boolean>
    createdBy: UserId
    createdAt: Instant
  }
  seats: {
    id: SeatId
    matterId: MatterId
    side: Side
    represents: string
    nextAction: Generated<NextAction>
    nextDeadlineAt: Instant | null
    lastActivityAt: Instant
  }
  seatPeople: {
    id: string
    matterId: MatterId
    seatId: SeatId
    userId: UserId
    role: SeatRole
    addedAt: Instant
    removedAt: Instant | null
  }
  invitations: {
    id: InvitationId
    matterId: MatterId
    seatId: SeatId
    kind: 'other-side' | 'team'
    role: SeatRole
    email: string
    name: string
    message: string
    tokenHash: string
    status: 'sent' | 'opened' | 'accepted' | 'declined' | 'revoked' | 'replaced'
    invitedBy: UserId
    sentAt: Instant
    expiresAt: Instant
    openedAt: Instant | null
    endedAt: Instant | null
    declineReason: string | null
    acceptedBy: UserId | null
  }
}
