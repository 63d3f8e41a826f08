import { sql } from 'kysely'
import type { SessionId } from '../domain/ids.ts'
import { holdKeys } from './key-lock.ts'
import type { UpkeepParts } from './key-upkeep.ts'
import { type KeyDay, KeyLostError, type KeyStore, keyDayOf } from './keys.ts'
import { inTransaction, type MatcherTx } from './transaction.ts'

const BATCH = 200

type Wrapped = { readonly id: SessionId; readonly keyDay: KeyDay; readonly wrappedPrivateKey: Uint8Array }

/**
 * Wraps the private key of every live session under today's key. Returns the sessions whose key is lost; those stay as
 * they are. Stopped at any point, what is done is done: done again, it goes on with the rest. Several matchers may do it at
 * once, and decisions go on meanwhile.
 */
export async function rewrapSessions(
  parts: Pick<UpkeepParts, 'db' | 'keyStore' | 'clock' | 'onProgress'>,
): Promise<ReadonlySet<SessionId>> {
  const lost = new Set<SessionId>()
  let after: Pick<Wrapped, 'id' | 'keyDay'> | null = { keyDay: -1, id: NO_SESSION }
  while (after) {
    const from: Pick<Wrapped, 'id' | 'keyDay'> = after
    after = await inTransaction(parts.db, async (tx) => {
      await holdKeys(tx)
      const today = keyDayOf(await parts.clock(tx))
      await parts.keyStore.make(today)
      const batch = await listWrappedBefore(tx, today, from)
      await rewrap(tx, parts.keyStore, today, batch, lost)
      return batch.at(-1) ?? null
    })
    parts.onProgress?.()
  }
  return lost
}

const NO_SESSION = '00000000-0000-0000-0000-000000000000' as SessionId

/** The order is that of an index: a million sessions done already are passed over at once. */
function listWrappedBefore(
  tx: MatcherTx,
  today: KeyDay,
  after: Pick<Wrapped, 'id' | 'keyDay'>,
): Promise<Wrapped[]> {
  return tx
    .selectFrom('sessions')
    .select(['id', 'keyDay', 'wrappedPrivateKey'])
    .where('keyDay', '<>', today)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('keyDay', 'id'), '>', tuple(after.keyDay, after.id)))
    .$narrowType<Wrapped>()
    .orderBy('keyDay')
    .orderBy('id')
    .limit(BATCH)
    .execute()
}

/** Holds no row while keys are at work: a session that has ended or was wrapped anew meanwhile is left alone. */
async function rewrap(
  tx: MatcherTx,
  keyStore: KeyStore,
  today: KeyDay,
  batch: readonly Wrapped[],
  lost: Set<SessionId>,
): Promise<void> {
  const rows = await Promise.all(
    batch.map(async ({ id, keyDay, wrappedPrivateKey }) => {
      const privateKey = await unwrapOrNull(keyStore, keyDay, id, wrappedPrivateKey)
      if (privateKey === null) {
        lost.add(id)
        return []
      }
      try {
        return [{ id, before: wrappedPrivateKey, after: await keyStore.wrap(today, id, privateKey) }]
      } finally {
        privateKey.fill(0)
      }
    }),
  )
  const done = rows.flat()
  if (done.length === 0) return
  // In one order, so that two matchers at it do not wait for each other.
  const ids = done.map(({ id }) => id)
  await tx.selectFrom('sessions').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute()
  await sql`
    update sessions s set wrapped_private_key = done.after, key_day = ${today}
    from unnest(
      ${ids}::uuid[],
      ${done.map(({ before }) => before)}::bytea[],
      ${done.map(({ after }) => after)}::bytea[]
    ) as done (id, before, after)
    where s.id = done.id and s.wrapped_private_key = done.before`.execute(tx)
}

async function unwrapOrNull(keyStore: KeyStore, day: KeyDay, id: SessionId, wrapped: Uint8Array) {
  try {
    return await keyStore.unwrap(day, id, wrapped)
  } catch (error) {
    if (error instanceof KeyLostError) return null
    throw error
  }
}
