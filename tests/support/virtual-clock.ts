import type { Instant } from '../../src/domain/deadlines.ts'

/** A clock that stands still until a test moves it. It exists in tests alone: no entry point can be given one. */
export type VirtualClock = {
  readonly read: () => Promise<Instant>
  now(): Instant
  set(at: Instant): void
  advance(ms: number): void
}

/** Monday, 5 January 2026, 15:00 UTC: away from any change of daylight saving. */
export const TEST_START: Instant = Date.UTC(2026, 0, 5, 15)

export function virtualClock(start: Instant = TEST_START): VirtualClock {
  let at = start
  return {
    read: async () => at,
    now: () => at,
    set(next) {
      at = next
    },
    advance(ms) {
      at += ms
    },
  }
}
