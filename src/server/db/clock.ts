import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../domain/deadlines.ts'

/**
 * The one clock of all processes. Within a decision, read it after the session's lock. A `reading` is what a statement
 * after the lock has brought along (`DATABASE_INSTANT`): with it the database need not be asked again.
 */
export type Clock = (db: QueryExecutorProvider, reading?: Instant) => Promise<Instant>

/** The database's clock within a statement: what it says when the statement comes by, not when the transaction began. */
export const DATABASE_NOW: RawBuilder<Date> = sql<Date>`clock_timestamp()`

/** The same in whole milliseconds since 1970. */
export const DATABASE_INSTANT: RawBuilder<Instant> = sql<Instant>`floor(extract(epoch from ${DATABASE_NOW}) * 1000)::int8`

/** The database's own clock in whole milliseconds; unlike `now()`, it goes on within a transaction. */
export const databaseClock: Clock = async (db, reading) => {
  if (reading !== undefined) return reading
  const { rows } = await sql<{ now: Instant }>`select ${DATABASE_INSTANT} as now`.execute(db)
  const now = rows[0]?.now
  if (now === undefined) throw new Error('the database told no time')
  return now
}
