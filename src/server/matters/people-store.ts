import type { Instant } from '../../domain/deadlines.ts'
import { isId, type MatterId, type SeatId, type UserId } from '../../domain/ids.ts'
import type { SeatRole } from '../../domain/roles.ts'
import type { Side } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import type { Db, Tx } from '../db/database.ts'

/** Somebody who holds a place on a seat of the matter now. */
export type SeatPerson = {
  readonly userId: UserId
  readonly seatId: SeatId
  readonly side: Side
  readonly role: SeatRole
  readonly name: string
  readonly email: string
  readonly firm: string
  readonly addedAt: Instant
}

/**
 * One change of a matter's people at a time, until the transaction ends: who may hold a seat depends on who holds the
 * other. Does nothing where there is no such matter: who may go on is the next question.
 *
 * Take it before the session's lock, and write the journal after both. A weaker lock than `for update`, which would also
 * stop the foreign keys of whoever holds the session's lock.
 */
export async function lockPeople(tx: Tx, matterId: MatterId): Promise<void> {
  if (!isId(matterId)) return
  await tx.selectFrom('matters').select('id').where('id', '=', matterId).forNoKeyUpdate().execute()
}

/** Everybody on both seats: leads first, then in the order in which they came. */
export async function listPeople(db: Db | Tx, matterId: MatterId): Promise<SeatPerson[]> {
  return db
    .selectFrom('seatPeople as place')
    .innerJoin('seats', 'seats.id', 'place.seatId')
    .innerJoin('users', 'users.id', 'place.userId')
    .where('place.matterId', '=', matterId)
    .where('place.removedAt', 'is', null)
    .select([
      'place.userId',
      'place.seatId',
      'seats.side',
      'place.role',
      'users.name',
      'users.email',
      'users.firm',
      'place.addedAt',
    ])
    .orderBy((eb) => eb('place.role', '!=', 'lead'))
    .orderBy('place.addedAt')
    .orderBy('place.id')
    .execute()
}

export type NewPlace = {
  readonly matterId: MatterId
  readonly seatId: SeatId
  readonly userId: UserId
  readonly role: SeatRole
  readonly at: Instant
}

/** Gives a person a place; the unique indexes refuse (by throwing) a second place or a second lead. */
export async function addPlace(ctx: Context, tx: Tx, { at, ...place }: NewPlace): Promise<void> {
  await tx
    .insertInto('seatPeople')
    .values({ id: ctx.chance.newId(), ...place, addedAt: at, removedAt: null })
    .execute()
}

/** Ends a person's place at once; requests under way that hold the place share-locked are waited for. */
export async function endPlace(tx: Tx, seatId: SeatId, userId: UserId, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('seatPeople')
    .set({ removedAt: at })
    .where('seatId', '=', seatId)
    .where('userId', '=', userId)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function changeRole(tx: Tx, seatId: SeatId, userId: UserId, role: SeatRole): Promise<void> {
  await tx
    .updateTable('seatPeople')
    .set({ role })
    .where('seatId', '=', seatId)
    .where('userId', '=', userId)
    .where('removedAt', 'is', null)
    .execute()
}
