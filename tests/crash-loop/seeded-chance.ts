/** Chance that a seed decides: the same seed draws the same. The real races of a run are not drawn, and differ. */
export type SeededChance = {
  /** A whole number from `least` to `most`, both possible. */
  between(least: number, most: number): number
  /** True so often, from 0 to 1. */
  happens(share: number): boolean
  oneOf<T>(choices: readonly T[]): T
}

/** The generator mulberry32: 32 bits of state are plenty to choose whom to kill. */
export function seededChance(seed: number): SeededChance {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    between,
    happens: (share) => next() < share,
    oneOf(choices) {
      const chosen = choices[between(0, choices.length - 1)]
      if (chosen === undefined) throw new Error('there is nothing to choose from')
      return chosen
    },
  }
}
