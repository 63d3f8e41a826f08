import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SessionId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { SeatPermission } from '../../domain/roles.ts'
import { decide, type SessionCommand, type SessionRefusal } from '../../domain/session.ts'
import type { SessionEvent } from '../../domain/session-events.ts'
import { sharedInstant } from '../../domain/session-numbers.ts'
import type { SessionState } from '../../domain/session-state.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { type AccessRefusal, requireSeat, type SeatAccess } from '../matters/seat-access.ts'
import { findLatestSessionId, lockSessionFor } from './session-store.ts'
import { happen, type SessionUnit } from './session-unit.ts'
import { inUnit, openUnit } from './with-session.ts'

/** What a command did, for rows that belong to the same commit. */
export type CommandDone = {
  readonly at: Instant
  readonly sessionId: SessionId
  readonly seat: SeatAccess
  /** After the command. */
  readonly state: SessionState
  readonly events: readonly SessionEvent[]
}

export type CommandOptions = {
  /** `decide` unless said otherwise. */
  readonly permission?: SeatPermission
  readonly write?: (tx: Tx, done: CommandDone) => Promise<void>
}

export type TermsRefusal = SessionRefusal | AccessRefusal | 'temporarily-unavailable'

/**
 * A command on the matter's latest session that the pure domain decides (the terms and the way to the opening).
 * `write` adds rows in the same transaction, when the command is accepted.
 */
export async function commandSession(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  command: (seat: SeatAccess) => SessionCommand,
  options: CommandOptions = {},
): Promise<Result<void, TermsRefusal>> {
  return ctx.db.transaction().execute(async (tx) => {
    const sessionId = await findLatestSessionId(tx, matterId)
    const stored = sessionId && (await lockSessionFor(tx, sessionId, viewer.userId))
    if (!stored) return err('not-found')
    const found: { seat?: SeatAccess } = {}
    // Who has no seat learns the same whatever state the session is in.
    const before = async (): Promise<Result<void, TermsRefusal> | null> => {
      const seat = await requireSeat(tx, viewer.userId, matterId, options.permission ?? 'decide')
      if (!seat.ok) return seat
      found.seat = seat.value
      return null
    }
    const work = async (unit: SessionUnit): Promise<Result<void, TermsRefusal>> => {
      if (!found.seat) throw new Error('the seat is looked up first')
      return applyCommand(unit, found.seat, command(found.seat), options.write)
    }
    const result = await inUnit(await openUnit(ctx, tx, stored), work, before)
    return result.ok ? result.value : err('temporarily-unavailable')
  })
}

async function applyCommand(
  unit: SessionUnit,
  seat: SeatAccess,
  command: SessionCommand,
  write: CommandOptions['write'],
): Promise<Result<void, TermsRefusal>> {
  const at = sharedInstant(unit.state, unit.now)
  const decided = decide(unit.state, command, at)
  if (!decided.ok) return decided
  happen(unit, decided.value, seat.userId)
  await write?.(unit.tx, { at, sessionId: unit.stored.id, seat, state: unit.state, events: decided.value })
  return ok()
}
