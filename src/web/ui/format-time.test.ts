import { describe, expect, it } from 'vitest'
import { cityOf, wordsOfInstant, wordsOfSpan } from './format-time.ts'

describe('wordsOfInstant', () => {
  const at = Date.UTC(2026, 10, 24, 22, 30)

  it('writes the same instant in each zone, with plain spaces', () => {
    expect(wordsOfInstant(at, 'America/New_York')).toEqual({
      date: 'Tue, Nov 24, 2026',
      time: '5:30 PM',
      zone: 'EST',
    })
    expect(wordsOfInstant(at, 'Asia/Tokyo').date).toBe('Wed, Nov 25, 2026')
  })

  it('names the two passes through the hour that daylight saving repeats', () => {
    const first = Date.UTC(2026, 10, 1, 5, 30)
    expect(wordsOfInstant(first, 'America/New_York')).toMatchObject({ time: '1:30 AM', zone: 'EDT' })
    expect(wordsOfInstant(first + 3_600_000, 'America/New_York')).toMatchObject({
      time: '1:30 AM',
      zone: 'EST',
    })
  })

  it('writes midnight as 12 AM', () => {
    expect(wordsOfInstant(Date.UTC(2026, 0, 1), 'UTC').time).toBe('12:00 AM')
  })

  it('refuses a zone that does not exist', () => {
    expect(() => wordsOfInstant(at, 'America/Gotham')).toThrow(RangeError)
  })
})

describe('wordsOfSpan', () => {
  it.each([
    [2 * 86_400_000 + 3 * 3_600_000 + 59 * 60_000, '2 days, 3 hours'],
    [86_400_000, '1 day, 0 hours'],
    [86_400_000 - 1, '23 hours, 59 minutes'],
    [3_600_000, '1 hour, 0 minutes'],
    [61_000, '1 minute, 1 second'],
    [59_999, '59 seconds'],
    [999, '0 seconds'],
    [-5, '0 seconds'],
  ])('writes %i ms rounded down as "%s"', (ms, words) => {
    expect(wordsOfSpan(ms)).toBe(words)
  })
})

it('takes the city from the name of a zone', () => {
  expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
  expect(cityOf('UTC')).toBe('UTC')
})
