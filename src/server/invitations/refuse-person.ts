import type { UserId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { type Affiliation, emailDomainOf, isSameOrganization } from '../../domain/same-organization.ts'
import type { Db, Tx } from '../db/database.ts'
import type { SeatPerson } from '../matters/people-store.ts'
import type { StoredInvitation } from './invitation-store.ts'

/** Somebody about to take a place: who they are by their account. */
export type Person = {
  readonly userId: UserId
  readonly name: string
  readonly email: string
  readonly emailVerified: boolean
  readonly firm: string
}

export async function getPerson(db: Db | Tx, userId: UserId): Promise<Person> {
  return db
    .selectFrom('users')
    .select(['id as userId', 'name', 'email', 'emailVerified', 'firm'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
}

export type PersonRefusal = 'already-on-seat' | 'seat-refused'

/**
 * Who may not take the offered place: somebody who holds one on the matter already, or who is of one organization with
 * anybody on the other seat. `seat-refused` does not say which of these it was: the answer would tell about the other's
 * account.
 */
export function refusePerson(
  person: Person,
  { seatId }: Pick<StoredInvitation, 'seatId'>,
  people: readonly SeatPerson[],
): Result<void, PersonRefusal> {
  const place = people.find((each) => each.userId === person.userId)
  if (place?.seatId === seatId) return err('already-on-seat')
  if (place) return err('seat-refused')
  const own = affiliationOf(person)
  const opposite = people.filter((each) => each.seatId !== seatId)
  // Whoever holds a place has shown that its address is theirs.
  const isOneOfThem = opposite.some((each) =>
    isSameOrganization(own, affiliationOf({ ...each, emailVerified: true })),
  )
  return isOneOfThem ? err('seat-refused') : ok()
}

function affiliationOf({
  firm,
  email,
  emailVerified,
}: Pick<Person, 'firm' | 'email' | 'emailVerified'>): Affiliation {
  return { firm, emailDomain: emailVerified ? emailDomainOf(email) : '' }
}
