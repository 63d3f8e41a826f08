/*
 * The one place that knows when two numbers match and at what figure. Imported by the matcher alone: nothing else
 * holds both numbers.
 */

export type Comparison =
  | { readonly kind: 'none' }
  | { readonly kind: 'exact'; readonly dealNumberCents: bigint }
  | Overlap

/**
 * The deal number is one of the `count` figures `from`, `from + step`, …: all in [demand, offer], each as likely as
 * another.
 */
export type Overlap = {
  readonly kind: 'overlap'
  readonly from: bigint
  readonly count: bigint
  readonly step: bigint
}

/**
 * Compares a standing demand with a standing offer, both in minor units. In an overlap the figures are the whole
 * currency units in [demand, offer]; if there is none, the minor units. `wholeUnit` is one currency unit in minor
 * units.
 */
export function compare(demand: bigint, offer: bigint, wholeUnit: bigint): Comparison {
  if (offer < demand) return { kind: 'none' }
  if (offer === demand) return { kind: 'exact', dealNumberCents: demand }
  const from = ((demand + wholeUnit - 1n) / wholeUnit) * wholeUnit
  return from <= offer
    ? { kind: 'overlap', from, count: (offer - from) / wholeUnit + 1n, step: wholeUnit }
    : { kind: 'overlap', from: demand, count: offer - demand + 1n, step: 1n }
}

/**
 * The figure that the draw `k`, uniform in 0 … count - 1, picks. Throws, naming no number, if `k` is not one of
 * those.
 */
export function pick(overlap: Overlap, k: bigint): bigint {
  if (k < 0n || k >= overlap.count) throw new RangeError('the draw is outside of its range')
  return overlap.from + k * overlap.step
}
