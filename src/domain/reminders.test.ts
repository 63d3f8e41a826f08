import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjustmentEndsAt, HOUR_MS, type Instant, openingClosesAt } from './deadlines.ts'
import type { EntryId } from './ids.ts'
import { dueReminder, nextReminderAt } from './reminders.ts'
import { newSession, type SessionState } from './session-state.ts'

const opensAt = 1_767_625_200_000

function sessionIn(phase: SessionState['phase'], extensions = 0): SessionState {
  return { ...newSession(opensAt, { plaintiff: true, defendant: true }), phase, opensAt, extensions }
}
const closes = openingClosesAt(opensAt)

describe('the reminder of a close', () => {
  it('is due 24 hours and one hour before, to the millisecond, and never once the close has come', () => {
    const hoursAt = (now: Instant) => dueReminder(sessionIn('opening'), now)?.hours ?? null
    expect(hoursAt(closes - 24 * HOUR_MS - 1)).toBe(null)
    expect(hoursAt(closes - 24 * HOUR_MS)).toBe(24)
    expect(hoursAt(closes - HOUR_MS - 1)).toBe(24)
    expect(hoursAt(closes - HOUR_MS)).toBe(1)
    expect(hoursAt(closes - 1)).toBe(1)
    expect(hoursAt(closes)).toBe(null)
  })

  it('is of the close of the step that the session is in, extensions counted', () => {
    expect(dueReminder(sessionIn('opening'), closes - HOUR_MS)?.deadlineAt).toBe(closes)
    const end = adjustmentEndsAt(opensAt, 2)
    expect(dueReminder(sessionIn('adjustment', 2), end - HOUR_MS)).toEqual({
      at: end - HOUR_MS,
      step: 'adjustment',
      deadlineAt: end,
      hours: 1,
    })
  })

  it('does not exist before opening and after the end', () => {
    for (const phase of ['terms', 'ended'] as const) {
      expect(dueReminder(sessionIn(phase), closes - HOUR_MS)).toBe(null)
      expect(nextReminderAt(sessionIn(phase), opensAt)).toBe(null)
    }
  })

  it('is found by going from one next instant to the next', () => {
    const session = sessionIn('opening')
    const first = nextReminderAt(session, opensAt)
    expect(first).toBe(closes - 24 * HOUR_MS)
    const second = nextReminderAt(session, first ?? 0)
    expect(second).toBe(closes - HOUR_MS)
    expect(nextReminderAt(session, second ?? 0)).toBe(null)
  })

  it('depends on nothing that only one side knows', () => {
    const own = fc.option(fc.record({ entryId: fc.uuid().map((id) => id as EntryId), at: fc.integer() }))
    fc.assert(
      fc.property(
        fc.constantFrom('opening', 'adjustment'),
        fc.integer({ min: opensAt, max: adjustmentEndsAt(opensAt, 1) }),
        own,
        own,
        fc.integer(),
        (phase, now, plaintiff, defendant, lastOwnAt) => {
          const bare = sessionIn(phase)
          const { plaintiff: p, defendant: d } = bare.sides
          const sides = {
            plaintiff: { ...p, standing: plaintiff, lastOwnAt },
            defendant: { ...d, standing: defendant, lastOwnAt },
          }
          const busy = { ...bare, sides }
          expect(dueReminder(busy, now)).toEqual(dueReminder(bare, now))
          expect(nextReminderAt(busy, now)).toEqual(nextReminderAt(bare, now))
        },
      ),
    )
  })
})
