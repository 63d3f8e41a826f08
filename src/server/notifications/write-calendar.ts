import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator'
import { paths } from '../../contract/paths.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SessionId } from '../../domain/ids.ts'
import { plainLine } from '../../emails/plain-text.ts'

export type CalendarInput = {
  readonly baseUrl: string
  readonly matterId: MatterId
  readonly sessionId: SessionId
  readonly caption: string
  readonly openingClosesAt: Instant
  readonly endsAt: Instant
  /** How often the end was put off: a calendar takes the entry with the higher count for the newer one. */
  readonly extensions: number
  readonly now: Instant
}

const REMIND_BEFORE_SECONDS = [24 * 3600, 3600]

/**
 * Both deadlines of a session as an iCalendar file (RFC 5545), from shared instants alone. Each entry keeps its UID,
 * so that importing a later file moves it.
 */
export function writeCalendar(input: CalendarInput): string {
  const { baseUrl, matterId, sessionId, openingClosesAt, endsAt, extensions, now } = input
  const caption = plainLine(input.caption)
  const url = new URL(paths.matter(matterId), baseUrl).href
  const calendar = ical({
    prodId: { company: 'Backchannel', product: 'Deadlines', language: 'EN' },
    name: `Backchannel: ${caption}`,
    method: ICalCalendarMethod.PUBLISH,
  })
  const add = (id: string, at: Instant, summary: string, description: string) => {
    const event = calendar.createEvent({
      id: `${sessionId}-${id}@${new URL(baseUrl).hostname}`,
      sequence: extensions,
      stamp: new Date(now),
      start: new Date(at),
      summary,
      description,
      url,
      // A deadline, not an appointment: nobody is busy.
      transparency: ICalEventTransparency.TRANSPARENT,
    })
    for (const triggerBefore of REMIND_BEFORE_SECONDS) {
      event.createAlarm({ type: ICalAlarmType.display, triggerBefore, description: summary })
    }
  }
  add(
    'opening',
    openingClosesAt,
    `Opening closes: ${caption}`,
    'The numbers standing at this instant are compared, once.',
  )
  add(
    'end',
    endsAt,
    `Session ends: ${caption}`,
    'Without a deal by then the session ends, unless both sides chose to keep it running.',
  )
  return calendar.toString()
}
