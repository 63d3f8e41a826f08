import type { MatterId, SeatId, UserId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { decide } from '../../domain/session.ts'
import { ownInstant, sharedInstant } from '../../domain/session-numbers.ts'
import { stepOf } from '../../domain/session-state.ts'
import type { Side } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { callOf, takeAnswer } from './ask-matcher.ts'
import { lockLatestSession } from './session-store.ts'
import { happen, type SessionUnit } from './session-unit.ts'
import { inSession } from './with-session.ts'

type SeatChange = {
  readonly matterId: MatterId
  readonly seatId: SeatId
  readonly side: Side
  readonly actor: UserId
}

/** A lead now holds the seat: the session may go on to its opening. The caller rolls back on a refusal. */
export function takeSeat(
  ctx: Context,
  tx: Tx,
  change: Omit<SeatChange, 'seatId'>,
): Promise<Result<void, 'temporarily-unavailable'>> {
  return onSession(ctx, tx, change.matterId, async (unit) => {
    happenIfDecided(unit, change.side, 'take-seat', change.actor)
    return true
  })
}

/**
 * The seat has another lead: a standing number is voided, silently to the other side, and before the opening the
 * acceptance of the rules is the new lead's to give. The caller rolls back on a refusal.
 */
export function changeLead(
  ctx: Context,
  tx: Tx,
  change: SeatChange,
): Promise<Result<void, 'temporarily-unavailable'>> {
  return onSession(ctx, tx, change.matterId, async (unit) => {
    happenIfDecided(unit, change.side, 'change-lead', change.actor)
    const step = stepOf(unit.state.phase)
    if (step === null) return true
    // Where nothing stands as well: an entry of the former lead may be under way in the matcher, its caller gone.
    const { standing } = unit.state.sides[change.side]
    const at = ownInstant(unit.state, change.side, unit.now)
    const answer = await ctx.matcher.withdrawOrVoid({
      ...callOf(unit, at, `void/${standing?.entryId ?? unit.matcherVersion}`),
      side: change.side,
      seatId: change.seatId,
      cause: 'voided',
    })
    return (await takeAnswer(unit, answer, change.actor)).ok
  })
}

function happenIfDecided(
  unit: SessionUnit,
  side: Side,
  type: 'take-seat' | 'change-lead',
  actor: UserId,
): void {
  const decided = decide(unit.state, { type, side }, sharedInstant(unit.state, unit.now))
  // Refused only where the session has ended: the people of the seat may change all the same.
  if (decided.ok) happen(unit, decided.value, actor)
}

async function onSession(
  ctx: Context,
  tx: Tx,
  matterId: MatterId,
  work: (unit: SessionUnit) => Promise<boolean>,
): Promise<Result<void, 'temporarily-unavailable'>> {
  const latest = await lockLatestSession(tx, matterId)
  if (latest === null) throw new Error(`matter ${matterId} has no session`)
  const done = await inSession(ctx, tx, latest.id, work)
  return done.ok && done.value ? ok() : err('temporarily-unavailable')
}
