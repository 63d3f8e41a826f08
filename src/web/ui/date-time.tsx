import { cityOf, wordsOfInstant } from './format-time.ts'
import { useReaderZone } from './reader-zone.tsx'

export interface DateTimeProps {
  /** Milliseconds since 1970. */
  readonly at: number
  /** A second zone to write the time in, such as the one of a court. Left out where it says the same. */
  readonly alsoIn?: string | undefined
  /** `date` leaves the time of day out. */
  readonly show?: 'date-and-time' | 'date'
}

/** An absolute time in the reader's zone, with the zone's name: "Tue, Nov 24, 2026, 5:30 PM EST (4:30 PM CST, Chicago)". */
export function DateTime({ at, alsoIn, show = 'date-and-time' }: DateTimeProps) {
  const readerZone = useReaderZone()
  const own = wordsOfInstant(at, readerZone)
  return (
    // Zone abbreviations come from the data of the runtime; should the two differ, either is right.
    <time dateTime={new Date(at).toISOString()} suppressHydrationWarning>
      {show === 'date' ? own.date : `${own.date}, ${own.time} ${own.zone}`}
      {show === 'date-and-time' && alsoIn !== undefined && otherZone(at, own, alsoIn)}
    </time>
  )
}

function otherZone(at: number, own: ReturnType<typeof wordsOfInstant>, timeZone: string): string {
  const other = wordsOfInstant(at, timeZone)
  if (other.date === own.date && other.time === own.time) return ''
  const day = other.date === own.date ? '' : `${other.date}, `
  return ` (${day}${other.time} ${other.zone}, ${cityOf(timeZone)})`
}
