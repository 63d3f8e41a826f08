import { bindingFigure, largestOfferWithin, leastDemandWithin } from '../../../domain/bonus.ts'
import type { EntryStep } from '../../../domain/session-state.ts'
import type { Side } from '../../../domain/side.ts'

/** A figure this many times off what is in dispute, or off the number before, is asked for twice. */
const JUMP_FACTOR = 5n

/** Whether the figure is so far off another that a slip of the keyboard is likely; off none where there is no other. */
export function isJump(cents: bigint, otherCents: bigint | null): boolean {
  if (otherCents === null) return false
  return cents >= otherCents * JUMP_FACTOR || cents * JUMP_FACTOR <= otherCents
}

/** How the typed amount is meant: as the number, or (in adjustment) as the client's limit with the bonus in it. */
export type Meaning = 'number' | 'all-in'

/** The number that a typed amount leads to; null where an all-in limit leaves none within the limits of a number. */
export function numberFor(side: Side, meaning: Meaning, cents: bigint): bigint | null {
  if (meaning === 'number') return cents
  return side === 'defendant' ? largestOfferWithin(cents) : leastDemandWithin(cents)
}

/** The figures that one entry can lead to: at once, and once it stands. Minor units. */
export function bindingFigures(side: Side, step: EntryStep, cents: bigint) {
  return { atOnce: bindingFigure(side, step, cents), standing: cents }
}

/** The side's number in the words of the field. */
export function nameOfNumber(side: Side): 'demand' | 'offer' {
  return side === 'plaintiff' ? 'demand' : 'offer'
}

export function labelOfNumber(side: Side): string {
  return side === 'plaintiff' ? 'The least your client will accept' : 'The most your client will pay'
}
