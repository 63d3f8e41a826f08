import type { Instant } from '../domain/deadlines.ts'

/** The zones a time is written in: the reader's, and the matter's where it differs. IANA names. */
export type Zones = { readonly reader: string; readonly matter: string }

/** "Tuesday, November 24, 2026, 5:30 PM EST (4:30 PM CST, Chicago)". Throws a RangeError for an unknown zone. */
export function wordsOfTime(at: Instant, zones: Zones): string {
  const own = partsOf(at, zones.reader)
  const matter = partsOf(at, zones.matter)
  const text = `${own.date}, ${own.time} ${own.zone}`
  if (own.date === matter.date && own.time === matter.time) return text
  const day = own.date === matter.date ? '' : `${matter.date}, `
  return `${text} (${day}${matter.time} ${matter.zone}, ${cityOf(zones.matter)})`
}

/** Put together from parts: whole formatted strings differ between versions of the formatter's data. */
function partsOf(at: Instant, timeZone: string): { date: string; time: string; zone: string } {
  const parts = new Map(
    formatterOf(timeZone)
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

/** Far more than there are zones; but people choose theirs, and one can be spelled in many ways. */
const MOST_FORMATTERS = 1_000
const formatters = new Map<string, Intl.DateTimeFormat>()

/** Made once a zone: to make one takes longer than to write a whole mail. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const made = formatters.get(timeZone)
  if (made) return made
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
    timeZoneName: 'short',
  })
  if (formatters.size < MOST_FORMATTERS) formatters.set(timeZone, formatter)
  return formatter
}

function cityOf(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}
