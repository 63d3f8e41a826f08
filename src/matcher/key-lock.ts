import { sql } from 'kysely'
import type { MatcherTx } from './transaction.ts'

/** Of PostgreSQL's advisory locks of this database. */
const KEY_LOCK = 6_502_311_845

/**
 * Until the end of the transaction no key is destroyed: so whoever reads the clock after this, wraps under the key of that day
 * and commits, has wrapped under a key that is there.
 */
export async function holdKeys(tx: MatcherTx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${KEY_LOCK}::int8)`.execute(tx)
}

/** Waits until nobody is about to wrap, and keeps everybody from it until the end of the transaction. */
export async function lockKeys(tx: MatcherTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${KEY_LOCK}::int8)`.execute(tx)
}
