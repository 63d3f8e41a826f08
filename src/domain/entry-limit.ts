import { DAY_MS, type Instant } from './deadlines.ts'

/** How many accepted entries a seat may have in any 24 hours, across the sessions of its matter. */
export const ENTRY_LIMIT = 10

/**
 * Null if a seat whose entries were accepted at `acceptedAt` (in any order) may have another at `at`; otherwise the instant from which it
 * may. An entry exactly 24 hours ago counts no more.
 */
export function nextEntryAt(acceptedAt: readonly Instant[], at: Instant): Instant | null {
  return nextWithin(ENTRY_LIMIT, acceptedAt, at)
}

/** How often a seat's own numbers are revealed to it in any 24 hours, across the sessions of its matter. */
export const REVEAL_LIMIT = 20

/** As `nextEntryAt`, for the numbers being revealed. */
export function nextRevealAt(revealedAt: readonly Instant[], at: Instant): Instant | null {
  return nextWithin(REVEAL_LIMIT, revealedAt, at)
}

function nextWithin(limit: number, earlier: readonly Instant[], at: Instant): Instant | null {
  const latestFirst = earlier.filter((each) => each > at - DAY_MS).sort((a, b) => b - a)
  const limiting = latestFirst[limit - 1]
  return limiting === undefined ? null : limiting + DAY_MS
}
