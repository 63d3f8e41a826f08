/** An instant: whole milliseconds since 1970-01-01T00:00Z, by the database's clock. */
export type Instant = number

export const HOUR_MS = 3_600_000
/** A day is 24 hours, whatever daylight saving does. */
export const DAY_MS = 24 * HOUR_MS
export const OPENING_MS = 48 * HOUR_MS
export const SESSION_MS = 30 * DAY_MS

/** The close of opening: opening is `[opensAt, opensAt + 48 h)`. */
export function openingClosesAt(opensAt: Instant): Instant {
  return opensAt + OPENING_MS
}

/** The end of adjustment; each extension that both sides wanted adds another 30 days. */
export function adjustmentEndsAt(opensAt: Instant, extensions: number): Instant {
  return opensAt + SESSION_MS * (extensions + 1)
}
