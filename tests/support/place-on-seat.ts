import type { SeatRole } from '../../src/domain/roles.ts'
import type { Side } from '../../src/domain/side.ts'
import { addPlace } from '../../src/server/matters/people-store.ts'
import { findSeatAccess } from '../../src/server/matters/seat-access.ts'
import type { Negotiation } from './negotiation.ts'
import { createPerson, type Person } from './people.ts'

type Options = { readonly side?: Side; readonly name?: string }

/** One more person on a seat, signed in: as an accepted invitation leaves it, without the mail. */
export async function placeOnSeat(
  { server, matterId, people }: Negotiation,
  role: Exclude<SeatRole, 'lead'>,
  { side = 'plaintiff', name = 'Priya Raman' }: Options = {},
): Promise<Person> {
  const { ctx } = server
  const person = await createPerson(ctx, { name })
  const seat = await findSeatAccess(ctx.db, people[side].viewer.userId, matterId)
  if (!seat) throw new Error('the lead has no seat')
  const { seatId } = seat
  const place = { matterId, seatId, userId: person.viewer.userId, role, at: await ctx.clock(ctx.db) }
  await ctx.db.transaction().execute((tx) => addPlace(ctx, tx, place))
  return person
}
