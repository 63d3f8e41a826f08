import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely'
import type { Instant } from '../domain/deadlines.ts'

/**
 * Reads the one clock of all processes, over the connection given, so that a decision takes no second one. A `reading`
 * is what a statement after the lock has brought along (`DATABASE_INSTANT`): with it nothing is asked.
 */
export type MatcherClock = (connection: QueryExecutorProvider, reading?: Instant) => Promise<Instant>

/** The database's clock within a statement, in whole milliseconds: what it says when the statement comes by. */
export const DATABASE_INSTANT: RawBuilder<Instant> = sql<Instant>`floor(extract(epoch from clock_timestamp()) * 1000)::int8`

/** The database's own clock in whole milliseconds; unlike `now()`, it goes on within a transaction. */
export const databaseClock: MatcherClock = async (connection, reading) => {
  if (reading !== undefined) return reading
  const { rows } = await sql<{ now: Instant }>`select ${DATABASE_INSTANT} as now`.execute(connection)
  const now = rows[0]?.now
  if (now === undefined) throw new Error('the database told no time')
  return now
}

const TOLERANCE_MS = 5_000

/**
 * Whether an act of a seat may bear the instant `at`: near the matcher's own reading, and not before the seat's
 * last.
 */
export function isCredibleForSeat(at: Instant, reading: Instant, lastAt: Instant): boolean {
  return Math.abs(at - reading) <= TOLERANCE_MS && at >= lastAt
}

/** Whether something due may bear the instant `at`: any time later than it is soon enough. */
export function isCredibleForDue(at: Instant, reading: Instant): boolean {
  return at - reading <= TOLERANCE_MS
}
