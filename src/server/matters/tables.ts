import type { ColumnType, Generated } from 'kysely'
import type { MatterStage } from '../../contract/matters.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { InvitationId, MatterId, SeatId, UserId } from '../../domain/ids.ts'
import type { InvitationStatus } from '../../domain/invitation.ts'
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
    amountInDisputeCents: ColumnType<number | null, bigint | number | null>
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
    stage: Generated<MatterStage>
    nextAction: Generated<NextAction>
    nextDeadlineAt: Instant | null
    lastActivityAt: Instant
    membersMayReveal: Generated<boolean>
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
    status: InvitationStatus
    invitedBy: UserId
    sentAt: Instant
    expiresAt: Instant
    openedAt: Instant | null
    /** The invited person found it expired and asks for another. */
    renewalAskedAt: Instant | null
    /** The invited person wanted to accept, and the rule on who may hold a seat stood against it. */
    refusedAt: Instant | null
    endedAt: Instant | null
    declineReason: string | null
    acceptedBy: UserId | null
  }
}
