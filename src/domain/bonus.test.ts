import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bindingFigure, bonusCents, largestOfferWithin, leastDemandWithin, settlementCents } from './bonus.ts'
import { NUMBER_LIMITS } from './money.ts'
import { SIDES } from './side.ts'

const { least, most } = NUMBER_LIMITS
const anyNumber = fc.bigInt({ min: least, max: most })
/** Limits near the edges and the multiples at which flooring bites, besides any. */
const anyLimit = fc.oneof(
  fc.bigInt({ min: 0n, max: 400n }),
  fc.bigInt({ min: least, max: most + most / 10n }),
  fc
    .tuple(fc.bigInt({ min: 5n, max: 10n ** 9n }), fc.constantFrom(19n, 20n, 21n))
    .map(([q, m]) => q * m - 1n),
)

describe('the settlement amount', () => {
  test('is the deal number where nobody has a bonus', () => {
    fc.assert(
      fc.property(anyNumber, (x) => {
        expect(settlementCents(x, null)).toBe(x)
      }),
    )
  })

  test('is the deal number less 5%, floored, for a defendant who was there first, and more for a plaintiff', () => {
    fc.assert(
      fc.property(anyNumber, (x) => {
        const bonus = bonusCents(x)
        expect(bonus * 20n <= x && x < (bonus + 1n) * 20n).toBe(true)
        expect(settlementCents(x, 'defendant')).toBe(x - bonus)
        expect(settlementCents(x, 'plaintiff')).toBe(x + bonus)
      }),
    )
  })

  test('is never worse for a side than the figure that can bind it', () => {
    const bonusTo = fc.constantFrom(null, ...SIDES)
    fc.assert(
      fc.property(anyNumber, anyNumber, bonusTo, (a, b, to) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        expect(settlementCents(low, to) <= bindingFigure('defendant', 'adjustment', high)).toBe(true)
        expect(settlementCents(high, to) >= bindingFigure('plaintiff', 'adjustment', low)).toBe(true)
        expect(bindingFigure('defendant', 'opening', high)).toBe(high)
        expect(bindingFigure('plaintiff', 'opening', low)).toBe(low)
      }),
    )
  })

  test('can bind at 5% more for a defendant and 5% less for a plaintiff who moves in adjustment', () => {
    expect(bindingFigure('defendant', 'adjustment', 33_339n)).toBe(35_005n)
    expect(bindingFigure('plaintiff', 'adjustment', 33_339n)).toBe(31_673n)
  })
})

describe('the limit all-in', () => {
  test('the largest offer within a limit keeps to it, and one cent more would not', () => {
    fc.assert(
      fc.property(anyLimit, (limit) => {
        const offer = largestOfferWithin(limit)
        if (offer === null) {
          expect(least + bonusCents(least) > limit).toBe(true)
          return
        }
        expect(offer >= least && offer <= most).toBe(true)
        expect(offer + bonusCents(offer) <= limit).toBe(true)
        const next = offer + 1n
        expect(next > most || next + bonusCents(next) > limit).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  test('the least demand within a limit keeps to it, and one cent less would not', () => {
    fc.assert(
      fc.property(anyLimit, (limit) => {
        const demand = leastDemandWithin(limit)
        if (demand === null) {
          expect(most - bonusCents(most) < limit).toBe(true)
          return
        }
        expect(demand >= least && demand <= most).toBe(true)
        expect(demand - bonusCents(demand) >= limit).toBe(true)
        const next = demand - 1n
        expect(next < least || next - bonusCents(next) < limit).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
