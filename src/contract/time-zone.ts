import { z } from 'zod'

/** An IANA time zone's name, such as `America/Chicago`; offsets like `+05:00` know no daylight saving and are refused. */
export const timeZoneSchema = z
  .string({ error: 'Choose a time zone.' })
  .refine(isTimeZone, 'Choose a time zone from the list.')

export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Names to choose from, the given one among them even where this runtime would list it under another name. */
export function timeZoneNames(chosen: string): readonly string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen])].sort()
}
