import type { MatterId, UserId } from '../../domain/ids.ts'
import type { Db, Tx } from '../db/database.ts'
import type { Reader } from './news.ts'

export type ReaderWithAddress = Reader & { readonly email: string; readonly name: string }

/** Everybody on both seats of a matter, clients included, always in the same order. */
export async function listReaders(db: Db | Tx, matterId: MatterId): Promise<readonly ReaderWithAddress[]> {
  const matter = await db
    .selectFrom('matters')
    .select(['caption', 'timeZone', 'plaintiffWord', 'defendantWord'])
    .where('id', '=', matterId)
    .executeTakeFirstOrThrow()
  const people = await db
    .selectFrom('seatPeople')
    .innerJoin('seats', 'seats.id', 'seatPeople.seatId')
    .innerJoin('users', 'users.id', 'seatPeople.userId')
    .where('seatPeople.matterId', '=', matterId)
    .where('seatPeople.removedAt', 'is', null)
    .select([
      'users.id as userId',
      'users.name',
      'users.email',
      'users.timeZone',
      'seatPeople.seatId',
      'seats.side',
    ])
    .orderBy('users.id')
    .execute()
  const words = { plaintiff: matter.plaintiffWord, defendant: matter.defendantWord }
  const names = new Map<UserId, string>(people.map(({ userId, name }) => [userId, name]))
  return people.map(({ timeZone, ...person }) => ({
    ...person,
    matter: {
      matterId,
      caption: matter.caption,
      zones: { reader: timeZone, matter: matter.timeZone },
    },
    call: (side) => ({ own: side === person.side, word: words[side] }),
    nameOf: (userId) => names.get(userId) ?? 'Somebody',
  }))
}
