import type { CommandReceipt } from '../../contract/session-commands.ts'
import type { SessionId, UserId } from '../../domain/ids.ts'
import { askTogether } from '../../postgres/ask-together.ts'
import { compileOnce } from '../../postgres/compile-once.ts'
import type { Db, Tx } from '../db/database.ts'
import type { SeatAccess } from '../matters/seat-access.ts'
import type { KeyRow } from './idempotency.ts'
import { holdsSeat, lockedRow, type StoredSession, selectSession, storedSession } from './session-store.ts'

/** A session under its lock, and what there is of the one who commands. */
export type OpenedCommand = {
  readonly stored: StoredSession
  /** Null for whoever was removed while they waited for the lock. */
  readonly seat: SeatAccess | null
  /** What the seat's idempotency key stands for; null for a new one. */
  readonly key: KeyRow | null
}

/**
 * Locks the session, and then reads it with the clock, the person's seat and their idempotency key, in one statement of
 * its own, which is sent along with the first and done after it: it sees what whoever held the lock before has committed.
 * The person's place is locked against removal. Null where there is no such session, and for whoever has no part in it:
 * they lock nothing.
 */
export async function openCommand(
  tx: Tx,
  sessionId: SessionId,
  userId: UserId,
  key: string,
): Promise<OpenedCommand | null> {
  if (!(await holdsSeat(tx, sessionId, userId))) return null
  const [, [row]] = await askTogether(tx, [
    lockedRow.of(tx, { sessionId }),
    readCommand.of(tx, { sessionId, userId, key }),
  ])
  if (!row) return null
  const { side, seatId, role, membersMayReveal, bodySha256, response, ...session } = row
  const stored = storedSession(session)
  const isSeated = side !== null && seatId !== null && role !== null && membersMayReveal !== null
  const seat = isSeated ? { matterId: stored.matterId, userId, seatId, side, role, membersMayReveal } : null
  return { stored, seat, key: keyRow(bodySha256, response) }
}

type Asked = { readonly sessionId: SessionId; readonly userId: UserId; readonly key: string }

const readCommand = compileOnce((db: Db, { sessionId, userId, key }: Asked) =>
  selectSession(db, sessionId)
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('seatPeople')
          .innerJoin('seats', 'seats.id', 'seatPeople.seatId')
          .whereRef('seatPeople.matterId', '=', 's.matterId')
          .where('seatPeople.userId', '=', userId)
          .where('seatPeople.removedAt', 'is', null)
          .select(['seats.side', 'seatPeople.seatId', 'seatPeople.role', 'seats.membersMayReveal'])
          .forShare('seatPeople')
          .as('place'),
      (join) => join.onTrue(),
    )
    .leftJoin('idempotencyKeys as known', (join) =>
      join.onRef('known.seatId', '=', 'place.seatId').on('known.key', '=', key),
    )
    .select(['place.side', 'place.seatId', 'place.role', 'place.membersMayReveal'])
    .select(['known.bodySha256', 'known.response']),
)

function keyRow(bodySha256: Buffer | null, response: CommandReceipt | null): KeyRow | null {
  return response === null ? null : { bodySha256, response }
}
