import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../domain/deadlines.ts'

/** The one clock of all processes. Within a decision, read it after the session's lock. */
export type Clock = (db: QueryExecutorProvider) => Promise<Instant>

/** The database's clock within a statement: what it says when the statement comes by, not when the transaction began. */
export const DATABASE_NOW: RawBuilder<Date> = sql<Date>`clock_timestamp()`

/** The database's own clock in whole milliseconds; unlike `now()`, it goes on within a transaction. */
export const databaseClock: Clock = async (db) => {
  const { rows } = await sql<{ now: number }>`
    select floor(extract(epoch from clock_timestamp()) * 1000)::int8 as now`.execute(db)
  const now = rows[0]?.now
  if (now === undefined) throw new Error('the database told no time')
  return now
}
