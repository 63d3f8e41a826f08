import { describe, expect, test } from 'vitest'
import { HOUR_MS } from './deadlines.ts'
import { nextEntryAt, nextRevealAt, REVEAL_LIMIT } from './entry-limit.ts'

/** Ten entries, one an hour, the first at hour 0. */
const hourly = Array.from({ length: 10 }, (_, index) => index * HOUR_MS)

describe('ten entries of a seat in 24 hours', () => {
  test('let no other in until 24 hours after the first of them', () => {
    expect(nextEntryAt(hourly, 10 * HOUR_MS)).toBe(24 * HOUR_MS)
    expect(nextEntryAt(hourly, 24 * HOUR_MS - 1)).toBe(24 * HOUR_MS)
    expect(nextEntryAt(hourly, 24 * HOUR_MS)).toBeNull()
  })

  test('are counted whatever the order in which they are given', () => {
    expect(nextEntryAt(hourly.toReversed(), 10 * HOUR_MS)).toBe(24 * HOUR_MS)
  })

  test('at one instant are possible again all at once', () => {
    const burst = new Array<number>(10).fill(0)
    expect(nextEntryAt(burst, 24 * HOUR_MS - 1)).toBe(24 * HOUR_MS)
    expect(nextEntryAt(burst, 24 * HOUR_MS)).toBeNull()
  })
})

test('nine entries leave room for another', () => {
  expect(nextEntryAt(hourly.slice(1), 10 * HOUR_MS)).toBeNull()
})

test('older entries do not count', () => {
  expect(
    nextEntryAt([...hourly, ...hourly.map((at) => at + 48 * HOUR_MS)], 47 * HOUR_MS + 48 * HOUR_MS),
  ).toBeNull()
})

test('the numbers of a seat are revealed to it twenty times in 24 hours', () => {
  const revealed = Array.from({ length: REVEAL_LIMIT }, (_, index) => index * HOUR_MS)
  expect(REVEAL_LIMIT).toBe(20)
  expect(nextRevealAt(revealed, 23 * HOUR_MS)).toBe(24 * HOUR_MS)
  expect(nextRevealAt(revealed, 24 * HOUR_MS)).toBeNull()
  expect(nextRevealAt(revealed.slice(1), 23 * HOUR_MS)).toBeNull()
})
