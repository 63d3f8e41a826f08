import { sql } from 'kysely'
import type { Instant } from '../../domain/deadlines.ts'
import { isId, type MatterId, type SeatId, type SessionId, type UserId } from '../../domain/ids.ts'
import type { SessionState } from '../../domain/session-state.ts'
import type { Side } from '../../domain/side.ts'
import { askTogether } from '../../postgres/ask-together.ts'
import { compileOnce } from '../../postgres/compile-once.ts'
import { DATABASE_INSTANT } from '../db/clock.ts'
import type { Db, Tx } from '../db/database.ts'

/** A session as stored, with the seats of its matter. */
export type StoredSession = {
  readonly id: SessionId
  readonly matterId: MatterId
  readonly ordinal: number
  readonly currency: string
  readonly seats: Readonly<Record<Side, SeatId>>
  readonly isPractice: boolean
  /** How far a practice session's clock runs ahead, in milliseconds; 0 for real ones. */
  readonly clockOffsetMs: number
  readonly publicKey: Uint8Array
  readonly matcherVersion: number
  /** When it has to be looked at next: for a due step, or to remind of one. */
  readonly nextDueAt: Instant | null
  readonly state: SessionState
  /** The database's clock, read together with the row: after the lock, where the row was locked. */
  readonly readAt: Instant
}

/**
 * Locks the session's row until the transaction ends, then reads it. Null where there is none. Two statements, sent in one
 * go: one that had to wait for the lock would see everything but the row itself as it was before.
 */
export async function lockSession(tx: Tx, sessionId: SessionId): Promise<StoredSession | null> {
  const [, [row]] = await askTogether(tx, [
    lockedRow.of(tx, { sessionId }),
    foundSession.of(tx, { sessionId }),
  ])
  return row ? storedSession(row) : null
}

/** The lock alone: see `lockSession`. */
export const lockedRow = compileOnce((db: Db, { sessionId }: { readonly sessionId: SessionId }) =>
  db.selectFrom('sessions').select('id').where('id', '=', sessionId).forUpdate(),
)

/**
 * Whether the person holds a seat on the session's matter: asked before its lock, so that nobody else waits for the lock or
 * holds it. A person removed while they wait gets it all the same: under it the seat is looked up again. The same is done
 * for a session that there is not as for a foreign one, which else could be told apart by the time it takes.
 */
export async function holdsSeat(tx: Tx, sessionId: SessionId, userId: UserId): Promise<boolean> {
  const [place] = await foundPlace(tx, { sessionId, userId })
  return place !== undefined
}

const NO_MATTER = sql<MatterId>`'00000000-0000-0000-0000-000000000000'::uuid`

const foundPlace = compileOnce(
  (db: Db, { sessionId, userId }: { readonly sessionId: SessionId; readonly userId: UserId }) =>
    db
      .selectFrom('seatPeople')
      .select('seatId')
      .where('matterId', '=', ({ fn, selectFrom }) =>
        fn.coalesce(selectFrom('sessions').select('matterId').where('id', '=', sessionId), NO_MATTER),
      )
      .where('userId', '=', userId)
      .where('removedAt', 'is', null),
)

/** As `lockSession`, for whoever holds a seat on the matter; null for anybody else, as where there is none. */
export async function lockSessionFor(
  tx: Tx,
  sessionId: SessionId,
  userId: UserId,
): Promise<StoredSession | null> {
  return (await holdsSeat(tx, sessionId, userId)) ? lockSession(tx, sessionId) : null
}

/** Of states that were written before there was this. */
const ADDED_LATER = { numbersVoidedAt: null, heldAt: null } as const

export async function findSession(db: Db | Tx, sessionId: SessionId): Promise<StoredSession | null> {
  const [row] = await foundSession(db, { sessionId })
  return row ? storedSession(row) : null
}

const foundSession = compileOnce((db: Db, { sessionId }: { readonly sessionId: SessionId }) =>
  selectSession(db, sessionId),
)

export function selectSession(db: Db | Tx, sessionId: SessionId) {
  return db
    .selectFrom('sessions as s')
    .innerJoin('matters as m', 'm.id', 's.matterId')
    .innerJoin('seats as p', (join) => join.onRef('p.matterId', '=', 'm.id').on('p.side', '=', 'plaintiff'))
    .innerJoin('seats as d', (join) => join.onRef('d.matterId', '=', 'm.id').on('d.side', '=', 'defendant'))
    .where('s.id', '=', sessionId)
    .select([
      's.id',
      's.matterId',
      's.ordinal',
      's.isPractice',
      's.clockOffsetMs',
      's.publicKey',
      's.matcherVersion',
      's.nextDueAt',
      's.state',
      'm.currency',
      'p.id as plaintiffSeat',
      'd.id as defendantSeat',
    ])
    .select(DATABASE_INSTANT.as('readAt'))
}

type SessionRow = Omit<StoredSession, 'seats'> & {
  readonly plaintiffSeat: SeatId
  readonly defendantSeat: SeatId
}

export function storedSession({ plaintiffSeat, defendantSeat, ...session }: SessionRow): StoredSession {
  return {
    ...session,
    state: { ...ADDED_LATER, ...session.state },
    seats: { plaintiff: plaintiffSeat, defendant: defendantSeat },
  }
}

/** The matter's latest session, live or ended; a matter has one from its beginning. */
export async function findLatestSessionId(db: Db | Tx, matterId: MatterId): Promise<SessionId | null> {
  if (!isId(matterId)) return null
  const [row] = await latestId(db, { matterId })
  return row?.id ?? null
}

const latestId = compileOnce((db: Db, { matterId }: { readonly matterId: MatterId }) =>
  db
    .selectFrom('sessions')
    .select('id')
    .where('matterId', '=', matterId)
    .orderBy('ordinal', 'desc')
    .limit(sql.lit(1)),
)

/**
 * Locks the matter's latest session. One proposed while we waited for the lock is the latest then, and is locked too: what
 * is done to a matter's session must not be done to one that has been followed.
 */
export async function lockLatestSession(tx: Tx, matterId: MatterId): Promise<StoredSession | null> {
  for (;;) {
    const sessionId = await findLatestSessionId(tx, matterId)
    const locked = sessionId && (await lockSession(tx, sessionId))
    if (!locked || (await findLatestSessionId(tx, matterId)) === sessionId) return locked
  }
}
