import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId, SessionId } from '../../domain/ids.ts'
import { err, type Result } from '../../domain/result.ts'
import { sharedInstant } from '../../domain/session-numbers.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { notifyLive } from '../live/notify-live.ts'
import { type AccessRefusal, findSeatAccess, requireSeat, type SeatAccess } from '../matters/seat-access.ts'
import { announce } from '../notifications/announce.ts'
import { carryOverTerms } from '../terms/carry-over-terms.ts'
import { createSession } from './create-session.ts'
import { findLatestSessionId, lockLatestSession, type StoredSession } from './session-store.ts'
import { withSession } from './with-session.ts'

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
  const latestId = await findLatestSessionId(ctx.db, matterId)
  const mayLook = await findSeatAccess(ctx.db, viewer.userId, matterId)
  if (latestId === null || !mayLook) return err('not-found')
  // Its end may be due; it has to be written before another session can be.
  const ready = await withSession(ctx, latestId, async () => undefined)
  if (!ready.ok) return err('temporarily-unavailable')

  return ctx.db.transaction().execute(async (tx) => {
    // The lock on the ended session keeps two proposals apart.
    const last = await lockLatestSession(tx, matterId)
    const seat = await requireSeat(tx, viewer.userId, matterId, 'decide')
    if (!seat.ok) return seat
    if (!last?.state.ending) return err('session-live')
    if (last.state.ending.kind === 'deal') return err('deal-made')
    return follow(ctx, tx, last, seat.value)
  })
}

/** Opens the session after the last one, which has ended. */
async function follow(
  ctx: Context,
  tx: Tx,
  last: StoredSession,
  { matterId, side, userId }: SeatAccess,
): Promise<Result<SessionId, 'temporarily-unavailable'>> {
  const { isPractice, clockOffsetMs } = last
  const ordinal = last.ordinal + 1
  const at = sharedInstant(last.state, (await ctx.clock(tx)) + clockOffsetMs)
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
