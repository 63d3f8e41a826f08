import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId, UserId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { notifyLive } from '../live/notify-live.ts'
import { announce } from '../notifications/announce.ts'
import { changeLead } from '../sessions/take-seat.ts'
import { changeRole, listPeople, lockPeople } from './people-store.ts'
import { type AccessRefusal, requireSeat } from './seat-access.ts'
import { setMemberReveal } from './switch-member-reveal.ts'

export type HandOverRefusal = AccessRefusal | 'not-a-member' | 'temporarily-unavailable'

/**
 * Makes a member of the viewer's own seat its lead, and the viewer a member. A standing number is voided, silently to the
 * other side: the new lead confirms the client's authority anew.
 */
export async function handOverLead(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  toUserId: UserId,
): Promise<Result<void, HandOverRefusal>> {
  return transact(ctx.db, async (tx): Promise<Result<void, HandOverRefusal>> => {
    await lockPeople(tx, matterId)
    const seat = await requireSeat(tx, viewer.userId, matterId, 'people')
    if (!seat.ok) return seat
    const { seatId, side } = seat.value
    const people = await listPeople(tx, matterId)
    const person = people.find((each) => each.seatId === seatId && each.userId === toUserId)
    if (!person) return err('not-found')
    if (person.role !== 'member') return err('not-a-member')

    // Before the roles are written: a command under way holds the session's lock and then the places of its people.
    const changed = await changeLead(ctx, tx, { matterId, seatId, side, actor: viewer.userId })
    if (!changed.ok) return changed
    const at = await ctx.clock(tx)
    await changeRole(tx, seatId, viewer.userId, 'member')
    await changeRole(tx, seatId, toUserId, 'lead')
    // What members may see of the new lead's numbers is the new lead's to say.
    if (seat.value.membersMayReveal) await setMemberReveal(tx, seat.value, { on: false, at })

    const about = { matterId, at, actor: viewer.userId }
    const data = { from: viewer.name, to: person.name }
    await appendJournal(tx, { ...about, chain: side, sessionId: null, type: 'lead-handed-over', data })
    // Practice matters have no teams.
    const news = { kind: 'lead-handed-over', isPractice: false, seatId, lead: toUserId } as const
    await announce(ctx, tx, { ...about, ...news })
    // The other side's pages name the lead.
    await notifyLive(tx, { matterId, audience: 'both', topic: 'people' })
    return ok()
  })
}
