import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uniformDraw } from './draw.ts'

test('draws within 0 … n - 1, for any n', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), (n) => {
      const k = uniformDraw(n)
      return k >= 0n && k < n
    }),
  )
  expect(uniformDraw(1n)).toBe(0n)
  expect(() => uniformDraw(0n)).toThrow(RangeError)
})

test('each figure is as likely as another, also where n is just above a power of two', () => {
  const [n, draws] = [5, 50_000]
  const counts = Array.from({ length: n }, () => 0)
  for (let i = 0; i < draws; i += 1) {
    const k = Number(uniformDraw(BigInt(n)))
    counts[k] = (counts[k] ?? 0) + 1
  }
  const expected = draws / n
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // Four degrees of freedom: exceeded by chance once in 10^12 runs.
  expect(chiSquare).toBeLessThan(62)
})
