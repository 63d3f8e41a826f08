import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId, UserId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { notifyLive } from '../live/notify-live.ts'
import { announce } from '../notifications/announce.ts'
import { endPlace, listPeople, lockPeople } from './people-store.ts'
import { type AccessRefusal, requireSeat } from './seat-access.ts'

/** `lead-stays`: a seat always has its lead, who hands over before leaving. */
export type RemovePersonRefusal = AccessRefusal | 'lead-stays'

/** Takes a member or a client off the viewer's own seat. Their access ends with this commit. */
export async function removePerson(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  userId: UserId,
): Promise<Result<void, RemovePersonRefusal>> {
  return transact(ctx.db, async (tx): Promise<Result<void, RemovePersonRefusal>> => {
    await lockPeople(tx, matterId)
    const seat = await requireSeat(tx, viewer.userId, matterId, 'people')
    if (!seat.ok) return seat
    const { seatId, side } = seat.value
    const people = await listPeople(tx, matterId)
    const person = people.find((each) => each.seatId === seatId && each.userId === userId)
    if (!person) return err('not-found')
    if (person.role === 'lead') return err('lead-stays')

    const at = await ctx.clock(tx)
    await endPlace(tx, seatId, userId, at)
    const about = { matterId, at, actor: viewer.userId }
    const data = { name: person.name, role: person.role }
    await appendJournal(tx, { ...about, chain: side, sessionId: null, type: 'person-removed', data })
    // Practice matters have no teams.
    const news = { kind: 'team-member-removed', isPractice: false, seatId } as const
    await announce(ctx, tx, { ...about, ...news, member: userId, memberName: person.name })
    await notifyLive(tx, { matterId, audience: seatId, topic: 'people' })
    return ok()
  })
}
