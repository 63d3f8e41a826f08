/**
 * Words for instants and spans. The texts are put together here from the formatter's parts, because whole formatted
 * strings differ between versions of its data (spaces before "PM"), and the server's page must equal the browser's.
 */

/** Far more than there are zones; but people choose theirs, and one can be spelled in many ways. */
const MOST_FORMATTERS = 1_000
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
    timeZoneName: 'short',
  })
  if (formatters.size < MOST_FORMATTERS) formatters.set(timeZone, made)
  return made
}

export interface InstantWords {
  /** "Tue, Nov 24, 2026" */
  readonly date: string
  /** "5:30 PM" */
  readonly time: string
  /** "EST" */
  readonly zone: string
}

/** `at` in milliseconds since 1970; `timeZone` an IANA name. Throws a RangeError for a zone that does not exist. */
export function wordsOfInstant(at: number, timeZone: string): InstantWords {
  const parts = new Map(
    formatterFor(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return {
    date: `${part('weekday')}, ${part('month')} ${part('day')}, ${part('year')}`,
    time: `${part('hour')}:${part('minute')} ${part('dayPeriod')}`,
    zone: part('timeZoneName'),
  }
}

/** "Chicago" for `America/Chicago`. */
export function cityOf(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/**
 * A span in the two units that matter: "3 days, 4 hours", "4 hours, 10 minutes", "9 minutes, 5 seconds". Rounded down,
 * so that it never promises time that is not there. A day is 24 hours.
 */
export function wordsOfSpan(ms: number): string {
  const left = Math.max(0, ms)
  const days = Math.floor(left / dayMs)
  const hours = Math.floor((left % dayMs) / hourMs)
  const minutes = Math.floor((left % hourMs) / minuteMs)
  const seconds = Math.floor((left % minuteMs) / 1000)
  if (days > 0) return `${counted(days, 'day')}, ${counted(hours, 'hour')}`
  if (hours > 0) return `${counted(hours, 'hour')}, ${counted(minutes, 'minute')}`
  if (minutes > 0) return `${counted(minutes, 'minute')}, ${counted(seconds, 'second')}`
  return counted(seconds, 'second')
}
