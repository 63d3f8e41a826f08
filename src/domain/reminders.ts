import { HOUR_MS, type Instant } from './deadlines.ts'
import { type EntryStep, type SessionState, sessionEndsAt, sessionOpeningClosesAt } from './session-state.ts'

/** How long before each close its readers are reminded, in hours. */
export const REMINDER_HOURS = [24, 1] as const
export type ReminderHours = (typeof REMINDER_HOURS)[number]

/** A reminder of the close of the step that a session is in. It comes from shared instants alone. */
export type Reminder = {
  readonly at: Instant
  readonly step: EntryStep
  readonly deadlineAt: Instant
  readonly hours: ReminderHours
}

/**
 * The reminder due at `now`, if any: the nearest one before the close. One that another has overtaken is not sent
 * late, nor is any once the close itself has come.
 */
export function dueReminder(state: SessionState, now: Instant): Reminder | null {
  const begun = remindersOf(state).filter(({ at, deadlineAt }) => at <= now && now < deadlineAt)
  return begun.at(-1) ?? null
}

/** The first instant after `after` at which a reminder is due in the current step; null where none is ahead. */
export function nextReminderAt(state: SessionState, after: Instant): Instant | null {
  return remindersOf(state).find(({ at }) => at > after)?.at ?? null
}

/** In the order of their instants. */
function remindersOf(state: SessionState): readonly Reminder[] {
  if ((state.phase !== 'opening' && state.phase !== 'adjustment') || state.heldAt !== null) return []
  const step = state.phase
  const deadlineAt = step === 'opening' ? sessionOpeningClosesAt(state) : sessionEndsAt(state)
  if (deadlineAt === null) return []
  return REMINDER_HOURS.map((hours) => ({ at: deadlineAt - hours * HOUR_MS, step, deadlineAt, hours }))
}
