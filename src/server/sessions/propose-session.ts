import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId, SessionId } from '../../domain/ids.ts'
import { err, type Result } from '../../domain/result.ts'
import { sharedInstant } from '../../domain/session-numbers.ts'
import type { Context } from '../context.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { notifyLive } from '../live/notify-live.ts'
import { type AccessRefusal, requireSeat, type SeatAccess } from '../matters/seat-access.ts'
import { announce } from '../notifications/announce.ts'
import { carryOverTerms } from '../terms/carry-over-terms.ts'
import { createSession } from './create-session.ts'
import { lockLatestSession } from './session-store.ts'
import type { SessionUnit } from './session-unit.ts'
import { inSession } from './with-session.ts'

export type ProposeRefusal = AccessRefusal | 'session-live' | 'deal-made' | 'temporarily-unavailable'

/**
 * A new session on the matter, after one that ended without a deal. The last terms are offered as a draft; nothing
 * else carries over. If both sides ask at once, the second finds the first one's session live.
 */
export async function proposeSession(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<Result<SessionId, ProposeRefusal>> {
  return ctx.db.transaction().execute(async (tx) => {
    // The lock on the ended session keeps two proposals apart.
    const last = await lockLatestSession(tx, matterId)
    if (!last) return err('not-found')
    const found: { seat?: SeatAccess } = {}
    const before = async (): Promise<Result<SessionId, ProposeRefusal> | null> => {
      const seat = await requireSeat(tx, viewer.userId, matterId, 'decide')
      if (!seat.ok) return seat
      found.seat = seat.value
      return null
    }
    const work = async (unit: SessionUnit): Promise<Result<SessionId, ProposeRefusal>> => {
      const { ending } = unit.state
      if (!ending) return err('session-live')
      if (ending.kind === 'deal') return err('deal-made')
      if (!found.seat) throw new Error('the seat is looked up first')
      return follow(unit, found.seat)
    }
    const proposed = await inSession(ctx, tx, last.id, work, before)
    return proposed.ok ? proposed.value : err('temporarily-unavailable')
  })
}

/** Opens the session after the unit's, which has ended. */
async function follow(
  unit: SessionUnit,
  { matterId, side, userId }: SeatAccess,
): Promise<Result<SessionId, 'temporarily-unavailable'>> {
  const { ctx, tx, stored: last } = unit
  const { isPractice, clockOffsetMs } = last
  const ordinal = last.ordinal + 1
  const at = sharedInstant(unit.state, unit.now)
  const created = await createSession(ctx, tx, { matterId, isPractice, at, ordinal, clockOffsetMs })
  if (!created.ok) return created
  const sessionId = created.value
  await carryOverTerms(ctx, tx, { matterId, fromSessionId: last.id, toSessionId: sessionId })
  await tx
    .updateTable('seats')
    .set({ stage: 'terms', nextAction: 'settle-terms', nextDeadlineAt: null, lastActivityAt: at })
    .where('matterId', '=', matterId)
    .execute()
  const about = { matterId, sessionId, at, actor: userId }
  const data = { side, ordinal }
  await appendJournal(tx, { ...about, chain: 'shared', type: 'session-proposed', data })
  await announce(ctx, tx, { ...about, kind: 'new-session-proposed', isPractice, side })
  await notifyLive(tx, { matterId, audience: 'both', topic: 'session' })
  return created
}
