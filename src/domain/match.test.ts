import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, pick } from './match.ts'

const wholeUnits = fc.constantFrom(1n, 100n, 1_000n, 10_000n)
/** A demand and an offer: far apart, or so close that no whole unit need lie between them. */
const numbers = fc.oneof(
  fc.tuple(fc.bigInt({ min: 100n, max: 10n ** 12n }), fc.bigInt({ min: 100n, max: 10n ** 12n })),
  fc.tuple(fc.bigInt({ min: 100n, max: 10n ** 6n }), fc.bigInt({ min: -300n, max: 300n })).map(([d, gap]) => {
    const offer = d + gap
    return [d, offer < 100n ? 100n : offer] as [bigint, bigint]
  }),
)

describe('compare', () => {
  test('an offer below the demand is nothing, an equal one that very number, a higher one an overlap', () => {
    fc.assert(
      fc.property(numbers, wholeUnits, ([demand, offer], unit) => {
        const result = compare(demand, offer, unit)
        expect(result.kind).toBe(offer < demand ? 'none' : offer === demand ? 'exact' : 'overlap')
        if (result.kind === 'exact') expect(result.dealNumberCents).toBe(demand)
      }),
    )
  })

  test('the figures of an overlap are all the whole units in it, or all the cents if there is none', () => {
    const close = fc.tuple(fc.bigInt({ min: 100n, max: 10n ** 5n }), fc.bigInt({ min: 1n, max: 300n }))
    fc.assert(
      fc.property(close, wholeUnits, ([demand, gap], unit) => {
        const overlap = compare(demand, demand + gap, unit)
        if (overlap.kind !== 'overlap') throw new Error('an overlap was expected')
        const cents = Array.from({ length: Number(gap) + 1 }, (_, i) => demand + BigInt(i))
        const whole = cents.filter((each) => each % unit === 0n)
        const figures = Array.from({ length: Number(overlap.count) }, (_, k) => pick(overlap, BigInt(k)))
        expect(figures).toEqual(whole.length > 0 ? whole : cents)
      }),
    )
  })

  test('every pick lies within both numbers, however far apart they are', () => {
    fc.assert(
      fc.property(numbers, wholeUnits, fc.nat(), ([demand, offer], unit, seed) => {
        const overlap = compare(demand, offer, unit)
        fc.pre(overlap.kind === 'overlap')
        for (const k of [0n, overlap.count - 1n, BigInt(seed) % overlap.count]) {
          const figure = pick(overlap, k)
          expect(figure >= demand && figure <= offer).toBe(true)
        }
      }),
    )
  })

  test('the draw is asked for whole dollars where bounds carry cents, and for cents where no dollar lies between', () => {
    expect(compare(33_350n, 33_650n, 100n)).toEqual({ kind: 'overlap', from: 33_400n, count: 3n, step: 100n })
    expect(compare(33_310n, 33_320n, 100n)).toEqual({ kind: 'overlap', from: 33_310n, count: 11n, step: 1n })
    expect(compare(33_310n, 33_400n, 100n)).toEqual({ kind: 'overlap', from: 33_400n, count: 1n, step: 100n })
  })
})

test('a draw outside of its range is refused', () => {
  const overlap = { kind: 'overlap', from: 100n, count: 3n, step: 100n } as const
  expect(() => pick(overlap, 3n)).toThrow(RangeError)
  expect(() => pick(overlap, -1n)).toThrow(RangeError)
})
