import type { UserId } from '../../domain/ids.ts'
import type { Db, Tx } from '../db/database.ts'

/** A person's notices, but for those of matters that are closed to them: access ends with the place. */
export function noticesOf(db: Db | Tx, userId: UserId) {
  return db
    .selectFrom('notices')
    .where('notices.userId', '=', userId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('seatPeople')
          .select('seatPeople.id')
          .whereRef('seatPeople.matterId', '=', 'notices.matterId')
          .where('seatPeople.userId', '=', userId)
          .where('seatPeople.removedAt', 'is', null),
      ),
    )
}
