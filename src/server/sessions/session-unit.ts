import type { CommandReceipt } from '../../contract/session-commands.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { EntryId, SeatId, UserId } from '../../domain/ids.ts'
import { evolve, type SessionEvent } from '../../domain/session-events.ts'
import type { EntryStep, SessionState } from '../../domain/session-state.ts'
import type { LastWrite } from '../../postgres/last-write.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { StoredSession } from './session-store.ts'

/** One session under its lock, within one transaction: what it is, what time it is, and what has happened so far. */
export type SessionUnit = {
  readonly ctx: Context
  readonly tx: Tx
  /** Sends what is written last along with the commit; null where the transaction goes on after the session is saved. */
  readonly last: LastWrite | null
  readonly stored: StoredSession
  /** Read after the lock; a practice session's own time. */
  readonly now: Instant
  state: SessionState
  /** The matcher's version that `state` is rolled forward to. */
  matcherVersion: number
  readonly happened: Happening[]
  /** The session's new public key, where both numbers were voided. */
  newPublicKey: Buffer | null
  /** Accepted in this unit, and not written yet. */
  readonly entries: NewEntry[]
  /** Of the command, to be kept with its effect. */
  receipt: KeptReceipt | null
  /** The number of the deal, once the matcher has told it. */
  dealNumberCents: bigint | null
}

export type NewEntry = {
  readonly entryId: EntryId
  readonly seatId: SeatId
  readonly at: Instant
  readonly step: EntryStep
}

export type KeptReceipt = {
  readonly seatId: SeatId
  readonly key: string
  readonly bodySha256: Buffer
  readonly receipt: CommandReceipt
}

/** An event and who brought it about; null for time, or where a crash has lost who it was. */
export type Happening = { readonly event: SessionEvent; readonly actor: UserId | null }

/** Takes events into the state; they are written when the unit is saved. */
export function happen(unit: SessionUnit, events: readonly SessionEvent[], actor: UserId | null): void {
  for (const event of events) {
    unit.state = evolve(unit.state, event)
    unit.happened.push({ event, actor })
  }
}
