import { Temporal } from 'temporal-polyfill'
import type { ProposeStart } from '../../contract/terms.ts'
import type { Instant } from '../../domain/deadlines.ts'
import { err, ok, type Result } from '../../domain/result.ts'

export type StartProblem =
  /** There is no such day or time of day, such as February 30. */
  | 'start-not-a-time'
  /** The clocks are set forward over it: on that day it never is this time. */
  | 'start-skipped-by-clocks'
  /** The clocks are set back over it: on that day it is this time twice. */
  | 'start-twice-by-clocks'

/** The one instant that a date and a time of day mean in a time zone; no guess where there are none or two. */
export function startInstant({ date, time }: ProposeStart, timeZone: string): Result<Instant, StartProblem> {
  const local = parseLocal(`${date}T${time}`)
  if (local === null) return err('start-not-a-time')
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  const later = local.toZonedDateTime(timeZone, { disambiguation: 'later' })
  if (earlier.epochMilliseconds === later.epochMilliseconds) return ok(earlier.epochMilliseconds)
  const exists = earlier.toPlainDateTime().equals(local)
  return err(exists ? 'start-twice-by-clocks' : 'start-skipped-by-clocks')
}

function parseLocal(text: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
