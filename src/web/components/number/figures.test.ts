import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bindingFigure } from '../../../domain/bonus.ts'
import { bindingFigures, isJump, numberFor } from './figures.ts'

test('a figure five times the amount in dispute, or a fifth of it, is a jump', () => {
  expect(isJump(500_00n, 100_00n)).toBe(true)
  expect(isJump(499_99n, 100_00n)).toBe(false)
  expect(isJump(20_00n, 100_00n)).toBe(true)
  expect(isJump(20_01n, 100_00n)).toBe(false)
})

test('without an amount in dispute nothing is a jump', () => {
  expect(isJump(1_000_000_00n, null)).toBe(false)
})

test('an all-in limit leads to a number whose worst case keeps it', () => {
  fc.assert(
    fc.property(fc.bigInt(200n, 10n ** 12n), fc.constantFrom('plaintiff', 'defendant'), (limit, side) => {
      const number = numberFor(side, 'all-in', limit)
      if (number === null) return
      const worst = bindingFigure(side, 'adjustment', number)
      expect(side === 'defendant' ? worst <= limit : worst >= limit).toBe(true)
    }),
  )
})

test('in opening the number itself can bind, and nothing else', () => {
  expect(bindingFigures('defendant', 'opening', 1_000_00n)).toEqual({
    atOnce: 1_000_00n,
    standing: 1_000_00n,
  })
})

test('in adjustment a defendant may pay 5% more, a plaintiff receive 5% less, if this entry makes the deal', () => {
  expect(bindingFigures('defendant', 'adjustment', 1_000_19n).atOnce).toBe(1_050_19n)
  expect(bindingFigures('plaintiff', 'adjustment', 1_000_19n).atOnce).toBe(950_19n)
})
