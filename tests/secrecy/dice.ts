import { createHash } from 'node:crypto'

/** Chance that comes out the same for the same seed. */
export type Dice = {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  /** True in `percent` of a hundred cases. */
  chance(percent: number): boolean
  pick<T>(from: readonly [T, ...T[]]): T
  /** `count` results of `make`. */
  times<T>(count: number, make: (index: number) => T): T[]
}

export function dice(seed: string): Dice {
  let rolls = 0
  const between = (least: number, most: number): number => {
    rolls += 1
    const roll = createHash('sha256').update(`${seed}/${rolls}`).digest().readUIntBE(0, 6)
    return least + (roll % (most - least + 1))
  }
  return {
    between,
    chance: (percent) => between(1, 100) <= percent,
    pick: (from) => from[between(0, from.length - 1)] ?? from[0],
    times: (count, make) => Array.from({ length: count }, (_, index) => make(index)),
  }
}
