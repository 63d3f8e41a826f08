import type { Side } from '../../domain/side.ts'
import type { Chance } from '../context.ts'

/** What is claimed in the made-up case: $250,000. */
export const DISPUTE_CENTS = 25_000_000n

/**
 * The number that the program enters as the practice opponent: somewhere about the middle of what is claimed, and nearer
 * to the person's side the oftener it has moved. Made here, sealed at once and kept nowhere.
 */
export function opponentNumber(side: Side, entriesBefore: number, chance: Pick<Chance, 'below'>): bigint {
  const moved = Math.min(entriesBefore * 8, 35)
  const percent = side === 'defendant' ? 40 + chance.below(16) + moved : 60 - chance.below(16) - moved
  return (DISPUTE_CENTS * BigInt(percent)) / 100n
}
