import type { SealBinding } from '../contract/sealing.ts'
import { compare, pick } from '../domain/match.ts'
import { wholeUnitOf } from '../domain/money-currencies.ts'
import type { Side } from '../domain/side.ts'
import type { Draw } from './draw.ts'
import { openEnvelope } from './envelope.ts'
import { MatcherError } from './matcher-error.ts'
import type { Recipient } from './open-sealed.ts'

/** An envelope and what it must have been sealed for. */
export type Sealed = { readonly envelope: Uint8Array; readonly binding: SealBinding }

/** Opens the envelopes of both sides: the same work, whether or not something stands opposite. */
export function openBoth(keys: Recipient, own: Sealed, opposite: Sealed) {
  const [ownNumber, oppositeNumber] = [own, opposite].map(({ envelope, binding }) =>
    openEnvelope(keys, envelope, binding),
  )
  if (oppositeNumber === null || oppositeNumber === undefined) throw new MatcherError('standing-unreadable')
  return { own: ownNumber ?? null, opposite: oppositeNumber }
}

/**
 * The deal number of two standing numbers in minor units, drawn where they overlap; null where they do not meet.
 */
export function dealNumberOf(
  numbers: Readonly<Record<Side, bigint>>,
  currency: SealBinding['currency'],
  draw: Draw,
): bigint | null {
  const comparison = compare(numbers.plaintiff, numbers.defendant, wholeUnitOf(currency))
  if (comparison.kind === 'none') return null
  return comparison.kind === 'exact' ? comparison.dealNumberCents : pick(comparison, draw(comparison.count))
}
