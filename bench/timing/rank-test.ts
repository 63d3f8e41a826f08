/** What a paired comparison comes to. */
export type Paired = {
  /** The median of the differences, first less second. */
  readonly median: number
  /** How likely ranks as uneven as these, or more so, are where there is no difference (two-sided). */
  readonly p: number
}

/**
 * Wilcoxon's signed-rank test, by its normal approximation with a correction for ties: sound from some 20 pairs on. It asks of
 * no distribution what the times of a server do not have, and one slow answer is one rank.
 */
export function signedRankTest(differences: readonly number[]): Paired {
  if (differences.length < 20) throw new RangeError('too few pairs for the approximation')
  const ordered = [...differences].sort((a, b) => a - b)
  const median = ordered[Math.floor((ordered.length - 1) / 2)] ?? 0
  const some = differences.filter((each) => each !== 0).sort((a, b) => Math.abs(a) - Math.abs(b))
  let positive = 0
  let ties = 0
  for (let from = 0; from < some.length; ) {
    let until = from
    while (until < some.length && Math.abs(some[until] ?? 0) === Math.abs(some[from] ?? 0)) until += 1
    const rank = (from + 1 + until) / 2
    positive += some.slice(from, until).filter((each) => each > 0).length * rank
    ties += (until - from) ** 3 - (until - from)
    from = until
  }
  const n = some.length
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48
  if (variance <= 0) return { median, p: 1 }
  const z = (positive - (n * (n + 1)) / 4) / Math.sqrt(variance)
  return { median, p: 2 * upperTail(Math.abs(z)) }
}

/** The chance that a standard normal value is above z >= 0 (Abramowitz and Stegun 7.1.26, error below 1.5e-7). */
function upperTail(z: number): number {
  const x = z / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const series = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429]
  const sum = series.reduceRight((rest, factor) => (rest + factor) * t, 0)
  return (sum * Math.exp(-x * x)) / 2
}
