import { isCurrency } from '../../domain/money-currencies.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { nextDue, sharedInstant } from '../../domain/session-numbers.ts'
import { type MatcherFailure, takeRecord } from './call-matcher.ts'
import { happen, type SessionUnit } from './session-unit.ts'

/**
 * The matcher cannot vouch for what stands: its database was restored from an older copy, or the session's key is lost. Both
 * numbers are voided, at one instant, before anything else: so at the latest at the instant of what is due, which then
 * finds no number. Both sides are told the same.
 */
export async function voidNumbers(unit: SessionUnit): Promise<Result<void, MatcherFailure>> {
  const { stored, state, ctx, now } = unit
  const { currency } = stored
  if (!isCurrency(currency)) throw new Error(`matter ${stored.matterId} has an unknown currency`)
  const at = sharedInstant(state, Math.min(now, nextDue(state)?.at ?? now))
  const answer = await ctx.matcher.voidBoth({
    sessionId: stored.id,
    version: unit.matcherVersion,
    at,
    clockOffsetMs: stored.clockOffsetMs,
    idempotencyKey: `void-both/${unit.matcherVersion}`,
    step: state.phase === 'adjustment' ? 'adjustment' : 'opening',
    seats: stored.seats,
    currency,
    practice: stored.isPractice,
  })
  if (answer.kind === 'outcome-unknown') return err('outcome-unknown')
  if (answer.kind === 'held') return ok(hold(unit))
  if (answer.kind !== 'recorded') return err('temporarily-unavailable')
  ctx.log.error({ sessionId: stored.id }, 'both numbers were void: a database restored, or a key lost')
  await takeRecord(unit, answer.record, null)
  return ok()
}

/**
 * The session has ended, as what lies outside the database tells, and the database, restored from an older copy, does not know
 * how. Nothing more is done with it until the operator has brought a newer copy back. Both sides are told the same.
 */
export function hold(unit: SessionUnit): void {
  if (unit.state.heldAt !== null) return
  const { stored, ctx } = unit
  ctx.log.error({ sessionId: stored.id }, 'a session that has ended is live in a restored database: held')
  happen(unit, [{ type: 'session-held', at: sharedInstant(unit.state, unit.now) }], null)
}
