import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startInstant } from './start-instant.ts'

test.each([
  ['2026-01-15', '09:00', 'America/New_York', Date.UTC(2026, 0, 15, 14)],
  ['2026-07-15', '09:00', 'America/New_York', Date.UTC(2026, 6, 15, 13)],
  ['2026-07-15', '00:30', 'Asia/Kolkata', Date.UTC(2026, 6, 14, 19)],
  ['2028-02-29', '12:00', 'UTC', Date.UTC(2028, 1, 29, 12)],
])('%s %s in %s', (date, time, zone, at) => {
  expect(startInstant({ date, time }, zone)).toEqual({ ok: true, value: at })
})

test.each([
  ['2026-03-08', '02:30', 'America/New_York', 'start-skipped-by-clocks'],
  ['2026-11-01', '01:30', 'America/New_York', 'start-twice-by-clocks'],
  ['2026-02-29', '09:00', 'UTC', 'start-not-a-time'],
  ['2026-13-01', '09:00', 'UTC', 'start-not-a-time'],
  ['2026-01-01', '24:00', 'UTC', 'start-not-a-time'],
  ['2026-01-01', '10:75', 'UTC', 'start-not-a-time'],
  // Samoa left this day out of its calendar.
  ['2011-12-30', '12:00', 'Pacific/Apia', 'start-skipped-by-clocks'],
] as const)('%s %s in %s is refused: %s', (date, time, zone, error) => {
  expect(startInstant({ date, time }, zone)).toEqual({ ok: false, error })
})

test('the instant, read in the zone, is the time that was typed', () => {
  const zones = ['America/Los_Angeles', 'America/St_Johns', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC']
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 3652 * 24 * 4 }).map((quarters) => Date.UTC(2025, 0, 1) + quarters * 900_000),
      (timeZone, at) => {
        const [date = '', rest = ''] = new Date(at).toISOString().split('T')
        const time = rest.slice(0, 5)
        const result = startInstant({ date, time }, timeZone)
        if (!result.ok) return
        const read = new Intl.DateTimeFormat('sv-SE', {
          timeZone,
          dateStyle: 'short',
          timeStyle: 'short',
        }).format(result.value)
        expect(read).toBe(`${date} ${time}`)
      },
    ),
  )
})
