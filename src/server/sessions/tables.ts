import type { ColumnType, Generated } from 'kysely'
import type { CommandReceipt } from '../../contract/session-commands.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { EntryId, MatterId, SeatId, SessionId, UserId } from '../../domain/ids.ts'
import type { EntryStep, SessionState } from '../../domain/session-state.ts'
import type { Side } from '../../domain/side.ts'
import type { JournalChain } from '../journal/append-journal.ts'

/** Read parsed, written as text. */
type Json<T> = ColumnType<T, string, string>

export type SessionsTables = {
  sessions: {
    id: SessionId
    matterId: MatterId
    ordinal: number
    state: Json<SessionState>
    publicKey: Buffer
    matcherVersion: Generated<number>
    nextDueAt: Instant | null
    endedAt: Instant | null
    isPractice: Generated<boolean>
    clockOffsetMs: Generated<number>
    createdAt: Instant
  }
  entries: {
    entryId: EntryId
    sessionId: SessionId
    seatId: SeatId
    at: Instant
    step: EntryStep
  }
  idempotencyKeys: {
    seatId: SeatId
    key: string
    /** Null where a crash has lost what was sent under the key. */
    bodySha256: Buffer | null
    response: Json<CommandReceipt>
    at: Instant
  }
  deals: {
    sessionId: SessionId
    matterId: MatterId
    at: Instant
    step: EntryStep
    dealNumberCents: number | bigint
    bonusCents: number | bigint
    bonusTo: Side | null
    settlementCents: number | bigint
  }
  journal: {
    matterId: MatterId
    chain: JournalChain
    seq: number
    sessionId: SessionId | null
    at: Instant
    type: string
    actor: UserId | null
    hash: Buffer
    data: Json<Record<string, string | number | boolean | null>>
  }
}
