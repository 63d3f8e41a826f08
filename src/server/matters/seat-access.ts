import { isId, type MatterId, type SeatId, type UserId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { roleMay, type SeatPermission, type SeatRole } from '../../domain/roles.ts'
import type { Side } from '../../domain/side.ts'
import { compileOnce } from '../../postgres/compile-once.ts'
import type { Db, Tx } from '../db/database.ts'

/** What a person is on a matter. Every query on a matter goes through one of these. */
export type SeatAccess = {
  readonly matterId: MatterId
  readonly seatId: SeatId
  readonly side: Side
  readonly role: SeatRole
  readonly userId: UserId
  /** Whether the seat's lead lets members have the number revealed. */
  readonly membersMayReveal: boolean
}

export type AccessRefusal = 'not-found' | 'not-allowed'

/**
 * The seat that the person holds on the matter; null where there is none, whether or not the matter exists or its id is
 * one. In a transaction the person's place is locked against removal until its end.
 */
export async function findSeatAccess(
  db: Db | Tx,
  userId: UserId,
  matterId: MatterId,
): Promise<SeatAccess | null> {
  if (!isId(matterId)) return null
  const [row] = await (db.isTransaction ? lockedPlace : foundPlace)(db, { userId, matterId })
  return row ? { matterId, userId, ...row } : null
}

type Place = { readonly userId: UserId; readonly matterId: MatterId }

const foundPlace = compileOnce(selectPlace)
const lockedPlace = compileOnce((db: Db, place: Place) => selectPlace(db, place).forShare('seatPeople'))

function selectPlace(db: Db, { userId, matterId }: Place) {
  return db
    .selectFrom('seatPeople')
    .innerJoin('seats', 'seats.id', 'seatPeople.seatId')
    .where('seatPeople.matterId', '=', matterId)
    .where('seatPeople.userId', '=', userId)
    .where('seatPeople.removedAt', 'is', null)
    .select(['seats.side', 'seatPeople.seatId', 'seatPeople.role', 'seats.membersMayReveal'])
}

/** As `findSeatAccess`; `not-found` for no seat, `not-allowed` for a role that may not do it (rules: who may do what). */
export async function requireSeat(
  db: Db | Tx,
  userId: UserId,
  matterId: MatterId,
  permission: SeatPermission,
): Promise<Result<SeatAccess, AccessRefusal>> {
  const access = await findSeatAccess(db, userId, matterId)
  return permitSeat(access, permission)
}

/** As `requireSeat`, for a caller who has looked already. */
export function permitSeat(
  access: SeatAccess | null,
  permission: SeatPermission,
): Result<SeatAccess, AccessRefusal> {
  if (!access) return err('not-found')
  return roleMay(access.role, permission) ? ok(access) : err('not-allowed')
}
