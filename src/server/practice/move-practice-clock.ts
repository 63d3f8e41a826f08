import type { ClockMove } from '../../contract/practice.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { DAY_MS, type Instant } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { type SessionState, sessionEndsAt, sessionOpeningClosesAt } from '../../domain/session-state.ts'
import type { Context } from '../context.ts'
import { type AccessRefusal, findSeatAccess, requireSeat } from '../matters/seat-access.ts'
import { findLatestSessionId, findSession, lockSessionFor } from '../sessions/session-store.ts'
import { withSession } from '../sessions/with-session.ts'
import { enterAsOpponent } from './enter-as-opponent.ts'
import { findOpponent } from './practice-opponent.ts'

export type MoveClockRefusal = AccessRefusal | 'not-practice' | 'nothing-to-wait-for'

/**
 * Moves a practice session's own time on, never back, and does what has become due. In adjustment the opponent then moves
 * its number. The database refuses an offset on any session that is not practice.
 */
export async function movePracticeClock(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  move: ClockMove,
): Promise<Result<void, MoveClockRefusal>> {
  const moved = await ctx.db.transaction().execute(async (tx) => {
    const sessionId = await findLatestSessionId(tx, matterId)
    const stored = sessionId && (await lockSessionFor(tx, sessionId, viewer.userId))
    if (!stored) return err('not-found')
    const seat = await requireSeat(tx, viewer.userId, matterId, 'number')
    if (!seat.ok) return seat
    if (!stored.isPractice) return err('not-practice')
    const now = (await ctx.clock(tx)) + stored.clockOffsetMs
    const target = targetOf(move, stored.state, now)
    if (target === null || target <= now) return err('nothing-to-wait-for')
    await tx
      .updateTable('sessions')
      .set({ clockOffsetMs: stored.clockOffsetMs + target - now })
      .where('id', '=', stored.id)
      .execute()
    return ok(stored.id)
  })
  if (!moved.ok) return moved
  const sessionId = moved.value
  await withSession(ctx, sessionId, async () => undefined)

  const stored = await findSession(ctx.db, sessionId)
  const opponent = await findOpponent(ctx.db)
  const plays = opponent && (await findSeatAccess(ctx.db, opponent.userId, matterId))
  if (stored?.state.phase === 'adjustment' && opponent && plays) {
    const key = `practice/${sessionId}/${stored.clockOffsetMs}`
    await enterAsOpponent(ctx, opponent, stored, plays.side, 'adjustment', key)
  }
  return ok()
}

function targetOf(move: ClockMove, state: SessionState, now: Instant): Instant | null {
  switch (move) {
    case 'start':
      return state.phase === 'terms' ? state.opensAt : null
    case 'close-of-opening':
      return state.phase === 'opening' ? sessionOpeningClosesAt(state) : null
    case 'one-day':
      return state.phase === 'opening' || state.phase === 'adjustment' ? now + DAY_MS : null
    case 'end':
      return state.phase === 'adjustment' ? sessionEndsAt(state) : null
  }
}
