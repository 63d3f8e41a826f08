import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId, SessionId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { notifyLive } from '../live/notify-live.ts'
import { type AccessRefusal, requireSeat } from '../matters/seat-access.ts'
import { announce } from '../notifications/announce.ts'
import { carryOverTerms } from '../terms/carry-over-terms.ts'
import { createSession } from './create-session.ts'
import { findLatestSessionId, lockSession } from './session-store.ts'

export type ProposeRefusal = AccessRefusal | 'session-live' | 'deal-made' | 'temporarily-unavailable'

/**
 * A new session on the matter, after one that ended without a deal. The last terms are offered as a draft; nothing
 * else carries over. If both sides ask at once, the second finds the first one's session.
 */
export async function proposeSession(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<Result<SessionId, ProposeRefusal>> {
  return ctx.db.transaction().execute(async (tx) => {
    const lastId = await findLatestSessionId(tx, matterId)
    if (lastId === null) return err('not-found')
    // The lock on the ended session keeps two proposals apart.
    const last = await lockSession(tx, lastId)
    const seat = await requireSeat(tx, viewer.userId, matterId, 'decide')
    if (!seat.ok) return seat
    if (!last || (await findLatestSessionId(tx, matterId)) !== lastId) return err('session-live')
    if (!last.state.ending) return err('session-live')
    if (last.state.ending.kind === 'deal') return err('deal-made')

    const now = (await ctx.clock(tx)) + last.clockOffsetMs
    const at = Math.max(now, last.state.lastSharedAt)
    const created = await createSession(ctx, tx, {
      matterId,
      isPractice: last.isPractice,
      at,
      ordinal: last.ordinal + 1,
      clockOffsetMs: last.clockOffsetMs,
    })
    if (!created.ok) return created
    const session = { matterId, fromSessionId: lastId, toSessionId: created.value }
    await carryOverTerms(ctx, tx, session)
    await tx
      .updateTable('seats')
      .set({ stage: 'terms', nextAction: 'settle-terms', nextDeadlineAt: null, lastActivityAt: at })
      .where('matterId', '=', matterId)
      .execute()
    await appendJournal(tx, {
      matterId,
      chain: 'shared',
      sessionId: created.value,
      at,
      type: 'session-proposed',
      actor: viewer.userId,
      data: { side: seat.value.side, ordinal: last.ordinal + 1 },
    })
    await announce(ctx, tx, {
      kind: 'new-session-proposed',
      matterId,
      sessionId: created.value,
      isPractice: last.isPractice,
      side: seat.value.side,
      actor: viewer.userId,
      at,
    })
    await notifyLive(tx, { matterId, audience: 'both', topic: 'session' })
    return ok(created.value)
  })
}
