import type { QueryExecutorProvider } from 'kysely'
import { DAY_MS, type Instant } from '../domain/deadlines.ts'

/** Reads the one clock of all processes, over the connection given, so that a decision takes no second one. */
export type MatcherClock = (connection: QueryExecutorProvider) => Promise<Instant>

const TOLERANCE_MS = 5_000
export const MOST_ENTRIES = 10

/** Whether an act of a seat may bear the instant `at`: near the matcher's own reading, and not before the seat's last. */
export function isCredibleForSeat(at: Instant, reading: Instant, lastAt: Instant): boolean {
  return Math.abs(at - reading) <= TOLERANCE_MS && at >= lastAt
}

/** Whether something due may bear the instant `at`: any time later than it is soon enough. */
export function isCredibleForDue(at: Instant, reading: Instant): boolean {
  return at - reading <= TOLERANCE_MS
}

/**
 * When the seat may enter again if its limit is reached at `at`, else null. A seat has at most 10 accepted entries in any 24 hours; an entry
 * exactly 24 hours old counts no more.
 *
 * `latest` are the instants of the seat's 10 latest accepted entries, the latest first.
 */
export function nextEntryPossibleAt(at: Instant, latest: readonly Instant[]): Instant | null {
  const tenth = latest[MOST_ENTRIES - 1]
  return tenth !== undefined && tenth > at - DAY_MS ? tenth + DAY_MS : null
}
