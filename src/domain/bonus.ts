import { isWithinLimits, NUMBER_LIMITS } from './money.ts'
import { otherSide, type Side } from './side.ts'

/** 5% of a number, floored to the cent. */
export function bonusCents(cents: bigint): bigint {
  return cents / 20n
}

/**
 * What is paid, and the only figure that goes into the agreement: the deal number, less the bonus where it goes to
 * the defendant, more where it goes to the plaintiff.
 */
export function settlementCents(dealNumberCents: bigint, bonusTo: Side | null): bigint {
  if (bonusTo === null) return dealNumberCents
  const bonus = bonusCents(dealNumberCents)
  return bonusTo === 'defendant' ? dealNumberCents - bonus : dealNumberCents + bonus
}

/**
 * The figure that can bind the side that enters `cents`: in adjustment the worst case, in which this very entry
 * makes the deal and the bonus goes to the other side; in opening the number itself.
 */
export function bindingFigure(side: Side, step: 'opening' | 'adjustment', cents: bigint): bigint {
  return step === 'opening' ? cents : settlementCents(cents, otherSide(side))
}

/**
 * The largest offer whose worst case in adjustment, bonus included, is at most `limitCents`; null where none is
 * within the limits of a number.
 *
 * An offer 20q + r (r < 20) costs 21q + r at worst: every limit but 21q + 20 is reached exactly.
 */
export function largestOfferWithin(limitCents: bigint): bigint | null {
  if (limitCents < NUMBER_LIMITS.least) return null
  const rest = limitCents % 21n
  const offer = (limitCents / 21n) * 20n + (rest < 20n ? rest : 19n)
  if (offer > NUMBER_LIMITS.most) return NUMBER_LIMITS.most
  return isWithinLimits(offer) ? offer : null
}

/**
 * The least demand whose worst case in adjustment, bonus taken off, is at least `limitCents`; null where none is
 * within the limits of a number.
 *
 * A demand 20q + r (r < 20) brings 19q + r at worst, so 20q - 1 and 20q bring the same, and the lower serves.
 */
export function leastDemandWithin(limitCents: bigint): bigint | null {
  if (limitCents <= 0n) return NUMBER_LIMITS.least
  const before = limitCents - 1n
  const demand = (before / 19n) * 20n + (before % 19n) + 1n
  if (demand < NUMBER_LIMITS.least) return NUMBER_LIMITS.least
  return isWithinLimits(demand) ? demand : null
}
