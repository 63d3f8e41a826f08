import { type Kysely, type Selectable, sql } from 'kysely'
import type { Instant } from '../domain/deadlines.ts'
import { ENTRY_LIMIT } from '../domain/entry-limit.ts'
import type { EntryId, SeatId, SessionId } from '../domain/ids.ts'
import { otherSide, SIDES, type Side } from '../domain/side.ts'
import { askTogether } from '../postgres/ask-together.ts'
import { compileOnce } from '../postgres/compile-once.ts'
import { partOf } from '../postgres/write-at-once.ts'
import { DATABASE_INSTANT } from './clock.ts'
import type { MatcherDatabase } from './database.ts'
import { MatcherError } from './matcher-error.ts'
import type { MatcherRecord } from './protocol.ts'
import type { MatcherTx } from './transaction.ts'

export type StoredSession = Selectable<MatcherDatabase['sessions']>
export type Standing = Selectable<MatcherDatabase['standing']>
/** A record with what tells a repeat of its entry from another envelope under the same id. */
export type StoredRecord = { readonly record: MatcherRecord; readonly envelopeSha256: Uint8Array | null }

export type NewSession = {
  readonly session: Pick<
    StoredSession,
    | 'id'
    | 'plaintiffSeatId'
    | 'defendantSeatId'
    | 'currency'
    | 'isPractice'
    | 'publicKey'
    | 'wrappedPrivateKey'
    | 'keyDay'
  >
  /** What stands for each side to begin with. */
  readonly dummies: Readonly<Record<Side, Uint8Array>>
}

/** Does nothing if the session is there already. */
export async function addSession(tx: MatcherTx, { session, dummies }: NewSession): Promise<void> {
  const added = await tx
    .insertInto('sessions')
    .values(session)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  if (added.length === 0) return
  const seatIds = [session.plaintiffSeatId, session.defendantSeatId].sort()
  await tx
    .insertInto('seats')
    .values(seatIds.map((id) => ({ id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await addStanding(tx, session.id, dummies)
}

/** What stands where nothing was entered. */
export async function addStanding(
  tx: MatcherTx,
  sessionId: SessionId,
  dummies: NewSession['dummies'],
): Promise<void> {
  for (const side of SIDES) {
    const standing = { sessionId, side, entryId: null, step: 'opening', envelope: dummies[side] } as const
    await tx.insertInto('standing').values(standing).execute()
  }
}

/** By name: a column that a later migration adds must not change what a prepared statement answers. */
const SESSION = [
  'id',
  'plaintiffSeatId',
  'defendantSeatId',
  'currency',
  'isPractice',
  'clockOffsetMs',
  'step',
  'version',
  'publicKey',
  'wrappedPrivateKey',
  'keyDay',
] as const
const STANDING = ['sessionId', 'side', 'entryId', 'step', 'envelope'] as const

export async function findSession(db: Kysely<MatcherDatabase>, id: SessionId): Promise<StoredSession | null> {
  const [session] = await foundSession(db, { id })
  return session ?? null
}

const foundSession = compileOnce((db: Kysely<MatcherDatabase>, { id }: { readonly id: SessionId }) =>
  db.selectFrom('sessions').select(SESSION).where('id', '=', id),
)

/** Every decision on a session waits here for the one before it. */
export async function lockSession(tx: MatcherTx, id: SessionId): Promise<StoredSession> {
  const [session] = await lockedSession(tx, { id })
  if (!session) throw new MatcherError('session-unknown')
  return session
}

const lockedSession = compileOnce((db: Kysely<MatcherDatabase>, { id }: { readonly id: SessionId }) =>
  db.selectFrom('sessions').select(SESSION).where('id', '=', id).forUpdate(),
)

/**
 * The instant of the seat's latest act in any session of its matter; 0 if there was none. Take it after the
 * session's lock.
 */
export async function lockSeat(tx: MatcherTx, id: SeatId): Promise<Instant> {
  const [seat] = await lockedSeat(tx, { id })
  if (!seat) throw new Error('a seat that is not there')
  return seat.lastAt
}

const lockedSeat = compileOnce((db: Kysely<MatcherDatabase>, { id }: { readonly id: SeatId }) =>
  db.selectFrom('seats').select('lastAt').where('id', '=', id).forUpdate(),
)

export const seatInstantWrite = partOf(
  (db: Kysely<MatcherDatabase>, { id, lastAt }: Selectable<MatcherDatabase['seats']>) =>
    db.updateTable('seats').set({ lastAt }).where('id', '=', id),
)

type SeatForEntry = {
  readonly lastAt: Instant
  /** What stands opposite. */
  readonly standing: Standing
  /** Of the seat's own latest accepted entries, the latest first, in any session of its matter. */
  readonly latestEntriesAt: readonly Instant[]
}

/** As `lockSeat`, with what an entry is decided by, read after the seat's lock. */
export async function lockSeatForEntry(
  tx: MatcherTx,
  {
    sessionId,
    side,
    seatId,
  }: { readonly sessionId: SessionId; readonly side: Side; readonly seatId: SeatId },
): Promise<SeatForEntry> {
  const [[seat], [found]] = await askTogether(tx, [
    lockedSeat.of(tx, { id: seatId }),
    readOpposite.of(tx, { sessionId, seatId, opposite: otherSide(side) }),
  ])
  if (!seat) throw new Error('a seat that is not there')
  if (!found) throw new Error('nothing stands, not even a dummy')
  const { latestEntriesAt, ...standing } = found
  return { lastAt: seat.lastAt, standing, latestEntriesAt: latestEntriesAt.map(Number) }
}

type Facing = { readonly sessionId: SessionId; readonly seatId: SeatId; readonly opposite: Side }

const readOpposite = compileOnce((db: Kysely<MatcherDatabase>, { sessionId, seatId, opposite }: Facing) => {
  const latest = db
    .selectFrom('records')
    .select('at')
    .where('seatId', '=', seatId)
    .where('entryId', 'is not', null)
    .orderBy('at', 'desc')
    .limit(sql.lit(ENTRY_LIMIT))
  return db
    .selectFrom('standing')
    .select(STANDING)
    .select(sql<readonly string[]>`array(${latest})`.as('latestEntriesAt'))
    .where('sessionId', '=', sessionId)
    .where('side', '=', opposite)
})

export function getStanding(tx: MatcherTx, sessionId: SessionId, side: Side): Promise<Standing> {
  return tx
    .selectFrom('standing')
    .select(STANDING)
    .where('sessionId', '=', sessionId)
    .where('side', '=', side)
    .executeTakeFirstOrThrow()
}

export const standingWrite = partOf(
  (db: Kysely<MatcherDatabase>, { sessionId, side, entryId, step, envelope }: Standing) =>
    db
      .updateTable('standing')
      .set({ entryId, step, envelope })
      .where('sessionId', '=', sessionId)
      .where('side', '=', side),
)

const RECORD = [
  'version',
  'operation',
  'side',
  'seatId',
  'entryId',
  'idempotencyKey',
  'at',
  'outcome',
] as const

/** The records after version `after` up to and including `upTo`, in order. */
export function listRecords(
  db: Kysely<MatcherDatabase>,
  sessionId: SessionId,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<MatcherRecord[]> {
  return db
    .selectFrom('records')
    .select(RECORD)
    .where('sessionId', '=', sessionId)
    .where('version', '>', after)
    .where('version', '<=', upTo)
    .orderBy('version')
    .execute()
}

type EntryKeys = Pick<MatcherRecord, 'idempotencyKey'> & {
  readonly sessionId: SessionId
  readonly seatId: SeatId
  readonly entryId: EntryId
}

type Looked = { readonly isKnown: boolean; readonly reading: Instant }

/**
 * As `lockSession`, with what is read under the lock: whether the entry's id or its key stands for something already, and
 * the clock.
 */
export async function lockForEntry(
  tx: MatcherTx,
  keys: EntryKeys,
): Promise<Looked & { readonly session: StoredSession }> {
  const [[session], [looked]] = await askTogether(tx, [
    lockedSession.of(tx, { id: keys.sessionId }),
    lookedForEntry.of(tx, keys),
  ])
  if (!session) throw new MatcherError('session-unknown')
  if (!looked) throw new Error('the database told no time')
  return { session, ...looked }
}

const lookedForEntry = compileOnce(
  (db: Kysely<MatcherDatabase>, { sessionId, seatId, entryId, idempotencyKey }: EntryKeys) => {
    const records = db.selectFrom('records').select('version').where('sessionId', '=', sessionId)
    const ofEntry = records.where('entryId', '=', entryId)
    const ofKey = records.where('seatId', '=', seatId).where('idempotencyKey', '=', idempotencyKey)
    return db
      .selectNoFrom(({ exists, or }) => [
        or([exists(ofEntry), exists(ofKey)]).as('isKnown'),
        DATABASE_INSTANT.as('reading'),
      ])
      .$castTo<Looked>()
  },
)

export async function findRecordOfEntry(
  tx: MatcherTx,
  sessionId: SessionId,
  entryId: EntryId,
): Promise<StoredRecord | null> {
  const row = await tx
    .selectFrom('records')
    .select([...RECORD, 'envelopeSha256'])
    .where('sessionId', '=', sessionId)
    .where('entryId', '=', entryId)
    .executeTakeFirst()
  if (!row) return null
  const { envelopeSha256, ...record } = row
  return { record, envelopeSha256 }
}

/** A key is scoped to its seat; null for what no seat asked for. */
export async function findRecordOfKey(
  tx: MatcherTx,
  sessionId: SessionId,
  seatId: SeatId | null,
  idempotencyKey: string,
): Promise<MatcherRecord | null> {
  const record = await tx
    .selectFrom('records')
    .select(RECORD)
    .where('sessionId', '=', sessionId)
    .where('seatId', seatId === null ? 'is' : '=', seatId)
    .where('idempotencyKey', '=', idempotencyKey)
    .executeTakeFirst()
  return record ?? null
}

type NewRecord = MatcherRecord & { readonly sessionId: SessionId } & Pick<
    Selectable<MatcherDatabase['records']>,
    'envelope' | 'envelopeSha256' | 'recordedAt'
  >

export const recordWrite = partOf((db: Kysely<MatcherDatabase>, values: NewRecord) => {
  const { sessionId, version, operation, side, seatId, entryId, idempotencyKey, at, outcome } = values
  const { envelope, envelopeSha256, recordedAt } = values
  const record = { sessionId, version, operation, side, seatId, entryId, idempotencyKey, at, outcome }
  return db.insertInto('records').values({ ...record, envelope, envelopeSha256, recordedAt })
})

type Progress = Pick<
  StoredSession,
  'id' | 'version' | 'step' | 'clockOffsetMs' | 'wrappedPrivateKey' | 'keyDay'
>

export const progressWrite = partOf((db: Kysely<MatcherDatabase>, values: Progress) => {
  const { id, version, step, clockOffsetMs, wrappedPrivateKey, keyDay } = values
  return db
    .updateTable('sessions')
    .set({ version, step, clockOffsetMs, wrappedPrivateKey, keyDay })
    .where('id', '=', id)
})

/** With another key pair the version may pass over others. */
export async function rekeySession(
  tx: MatcherTx,
  id: SessionId,
  keys: Pick<
    StoredSession,
    'version' | 'step' | 'clockOffsetMs' | 'publicKey' | 'wrappedPrivateKey' | 'keyDay'
  >,
): Promise<void> {
  await tx.updateTable('sessions').set(keys).where('id', '=', id).executeTakeFirstOrThrow()
}

/** Every envelope of the session, those of replaced and withdrawn numbers too. */
export async function eraseEnvelopes(tx: MatcherTx, sessionId: SessionId): Promise<void> {
  await tx.deleteFrom('standing').where('sessionId', '=', sessionId).execute()
  await tx
    .updateTable('records')
    .set({ envelope: null })
    .where('sessionId', '=', sessionId)
    .where('envelope', 'is not', null)
    .execute()
}
