import { expect, test } from 'vitest'
import { adjustmentEndsAt, openingClosesAt } from './deadlines.ts'

const opensAt = Date.parse('2026-10-24T12:00:00Z')

test('opening lasts 48 hours, also over the weekend on which Europe changes its clocks', () => {
  expect(new Date(openingClosesAt(opensAt)).toISOString()).toBe('2026-10-26T12:00:00.000Z')
})

test('a session ends 30 times 24 hours after it opened', () => {
  expect(new Date(adjustmentEndsAt(opensAt, 0)).toISOString()).toBe('2026-11-23T12:00:00.000Z')
})

test('each extension adds another 30 days to the end before it', () => {
  expect(new Date(adjustmentEndsAt(opensAt, 1)).toISOString()).toBe('2026-12-23T12:00:00.000Z')
  expect(new Date(adjustmentEndsAt(opensAt, 3)).toISOString()).toBe('2027-02-21T12:00:00.000Z')
})
