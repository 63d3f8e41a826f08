import type { Kysely, Selectable } from 'kysely'
import type { Instant } from '../domain/deadlines.ts'
import type { EntryId, SeatId, SessionId } from '../domain/ids.ts'
import { SIDES, type Side } from '../domain/side.ts'
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

export async function findSession(db: Kysely<MatcherDatabase>, id: SessionId): Promise<StoredSession | null> {
  const session = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst()
  return session ?? null
}

/** Every decision on a session waits here for the one before it. */
export async function lockSession(tx: MatcherTx, id: SessionId): Promise<StoredSession> {
  const session = await tx
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!session) throw new MatcherError('session-unknown')
  return session
}

/**
 * The instant of the seat's latest act in any session of its matter; 0 if there was none. Take it after the
 * session's lock.
 */
export async function lockSeat(tx: MatcherTx, id: SeatId): Promise<Instant> {
  const seat = await tx
    .selectFrom('seats')
    .select('lastAt')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return seat.lastAt
}

export async function setSeatInstant(tx: MatcherTx, id: SeatId, at: Instant): Promise<void> {
  await tx.updateTable('seats').set({ lastAt: at }).where('id', '=', id).execute()
}

/** The instants of the seat's latest accepted entries, the latest first, in any session of its matter. */
export async function listLatestEntryInstants(
  tx: MatcherTx,
  seatId: SeatId,
  most: number,
): Promise<Instant[]> {
  const rows = await tx
    .selectFrom('records')
    .select('at')
    .where('seatId', '=', seatId)
    .where('entryId', 'is not', null)
    .orderBy('at', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => row.at)
}

export function getStanding(tx: MatcherTx, sessionId: SessionId, side: Side): Promise<Standing> {
  return tx
    .selectFrom('standing')
    .selectAll()
    .where('sessionId', '=', sessionId)
    .where('side', '=', side)
    .executeTakeFirstOrThrow()
}

export async function putStanding(tx: MatcherTx, { sessionId, side, ...standing }: Standing): Promise<void> {
  await tx
    .updateTable('standing')
    .set(standing)
    .where('sessionId', '=', sessionId)
    .where('side', '=', side)
    .executeTakeFirstOrThrow()
}

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

export async function addRecord(
  tx: MatcherTx,
  sessionId: SessionId,
  record: MatcherRecord,
  sealed: { readonly envelope: Uint8Array | null; readonly envelopeSha256: Uint8Array | null },
): Promise<void> {
  await tx
    .insertInto('records')
    .values({ sessionId, ...record, ...sealed })
    .execute()
}

export async function setSessionProgress(
  tx: MatcherTx,
  id: SessionId,
  progress: Pick<StoredSession, 'version' | 'step' | 'clockOffsetMs' | 'wrappedPrivateKey' | 'keyDay'>,
): Promise<void> {
  await tx.updateTable('sessions').set(progress).where('id', '=', id).executeTakeFirstOrThrow()
}

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
