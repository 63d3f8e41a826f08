import { expect, it } from 'vitest'
import type { MatterId, SessionId } from '../../domain/ids.ts'
import { type CalendarInput, writeCalendar } from './write-calendar.ts'

const input: CalendarInput = {
  baseUrl: 'https://backchannel.example',
  matterId: 'a-matter' as MatterId,
  sessionId: 'a-session' as SessionId,
  caption: 'Alvarez, et al.; v. Northgate\r\nATTENDEE:mailto:thief@evil.example',
  openingClosesAt: Date.UTC(2026, 0, 7, 15),
  endsAt: Date.UTC(2026, 1, 4, 15),
  extensions: 0,
  now: Date.UTC(2026, 0, 5, 15),
}

/** Lines put together again (RFC 5545, 3.1), by entry. */
function entriesOf(ics: string): string[][] {
  const lines = ics.replaceAll('\r\n ', '').split('\r\n')
  return lines.reduce<string[][]>((entries, line) => {
    if (line === 'BEGIN:VEVENT') entries.push([])
    entries.at(-1)?.push(line)
    return entries
  }, [])
}

it('holds both deadlines as instants, with reminders a day and an hour before', () => {
  const entries = entriesOf(writeCalendar(input))
  expect(entries).toHaveLength(2)
  const [opening, end] = entries
  expect(opening).toContain('DTSTART:20260107T150000Z')
  expect(end).toContain('DTSTART:20260204T150000Z')
  for (const entry of entries) {
    expect(entry.filter((line) => line.startsWith('TRIGGER'))).toEqual(['TRIGGER:-P1D', 'TRIGGER:-PT1H'])
    expect(entry).toContain('URL;VALUE=URI:https://backchannel.example/matters/a-matter')
    expect(entry).toContain('DTSTAMP:20260105T150000Z')
  }
})

it('keeps the UIDs when the end is put off, and counts up, so that calendars move the entry', () => {
  const uids = (ics: string) => entriesOf(ics).map((entry) => entry.find((line) => line.startsWith('UID:')))
  const later = writeCalendar({ ...input, endsAt: Date.UTC(2026, 2, 6, 15), extensions: 1 })
  expect(uids(later)).toEqual(uids(writeCalendar(input)))
  expect(uids(later)).toEqual([
    'UID:a-session-opening@backchannel.example',
    'UID:a-session-end@backchannel.example',
  ])
  expect(later).toContain('SEQUENCE:1')
})

it('takes a caption for text: it makes no lines of its own', () => {
  const ics = writeCalendar(input)
  expect(ics).not.toMatch(/^ATTENDEE/m)
  expect(ics.replaceAll('\r\n ', '')).toContain(
    'SUMMARY:Opening closes: Alvarez\\, et al.\\; v. Northgate ATTENDEE',
  )
})

it('is the same file for the same instants', () => {
  expect(writeCalendar(input)).toBe(writeCalendar(input))
})
