import { expect, test } from 'vitest'
import { signedRankTest } from '../../bench/timing/rank-test.ts'

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('all differences of one sign are told apart', () => {
  const { median, p } = signedRankTest(upTo(30))
  expect(median).toBe(15)
  // R: wilcox.test(1:30, exact = FALSE, correct = FALSE) gives 1.734e-06.
  expect(p).toBeGreaterThan(1.6e-6)
  expect(p).toBeLessThan(1.9e-6)
})

test('as many of either sign are not', () => {
  expect(signedRankTest(upTo(40).flatMap((each) => [each, -each])).p).toBeCloseTo(1, 6)
})

test('ties share their rank', () => {
  // Twenty of 1 and ten of -1, all of rank 15.5: z = (310 - 232.5) / sqrt(2363.75 - 561.875).
  expect(signedRankTest([...Array(20).fill(1), ...Array(10).fill(-1)]).p).toBeCloseTo(0.0679, 3)
})

test('what does not differ counts for nothing', () => {
  expect(signedRankTest(Array(30).fill(0)).p).toBe(1)
  expect(() => signedRankTest([1, 2])).toThrow(RangeError)
})
