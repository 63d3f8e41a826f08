import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { notifyLive } from '../live/notify-live.ts'
import { lockPeople } from './people-store.ts'
import { type AccessRefusal, requireSeat, type SeatAccess } from './seat-access.ts'

/**
 * Whether the members of the viewer's own seat may have its number revealed (rules: who may do what). The other side
 * learns nothing of it. What is as it was asked for changes nothing.
 */
export async function switchMemberReveal(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  { on }: { readonly on: boolean },
): Promise<Result<void, AccessRefusal>> {
  return transact(ctx.db, async (tx): Promise<Result<void, AccessRefusal>> => {
    await lockPeople(tx, matterId)
    const seat = await requireSeat(tx, viewer.userId, matterId, 'people')
    if (!seat.ok) return seat
    const { seatId, membersMayReveal } = seat.value
    if (membersMayReveal === on) return ok()
    await setMemberReveal(tx, seat.value, { on, at: await ctx.clock(tx) })
    await notifyLive(tx, { matterId, audience: seatId, topic: 'people' })
    return ok()
  })
}

/** Writes it for a seat on which it is otherwise, and in the own side's journal that it was done. */
export async function setMemberReveal(
  tx: Tx,
  { matterId, seatId, side, userId }: SeatAccess,
  { on, at }: { readonly on: boolean; readonly at: Instant },
): Promise<void> {
  await tx.updateTable('seats').set({ membersMayReveal: on }).where('id', '=', seatId).execute()
  const record = { matterId, at, actor: userId, chain: side, sessionId: null }
  await appendJournal(tx, { ...record, type: 'member-reveal-switched', data: { on } })
}
