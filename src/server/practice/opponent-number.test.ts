import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DISPUTE_CENTS, opponentNumber } from './opponent-number.ts'

test('the opponent moves towards the other side and stays within what is claimed', () => {
  const draw = fc.nat({ max: 15 })
  fc.assert(
    fc.property(fc.nat({ max: 40 }), draw, fc.constantFrom('plaintiff', 'defendant'), (entries, k, side) => {
      const chance = { below: () => k }
      const now = opponentNumber(side, entries, chance)
      const later = opponentNumber(side, entries + 1, chance)
      expect(side === 'defendant' ? later >= now : later <= now).toBe(true)
      expect(now > 0n && now <= DISPUTE_CENTS).toBe(true)
    }),
  )
})
