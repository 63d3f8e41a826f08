import { expect, test } from 'vitest'
import { generatedPair, groupOf } from './generated-pair.ts'
import { type Act, PAIR_KINDS, type Pair } from './world.ts'

const SEED = 11
const pairs = PAIR_KINDS.flatMap((kind) =>
  Array.from({ length: 100 }, (_, index) => ({ index, pair: generatedPair(SEED, index, kind) })),
)

/** What the observer does, and what both sides see of the other; without the number that meets the observer's. */
function common({ observer, worlds }: Pair, n: 0 | 1): readonly Act[] {
  return worlds[n].acts.filter(
    ({ name, side, isHidden }) => side === observer || (isHidden !== true && name !== 'opposite'),
  )
}

test('pairs of a group, and they alone, have their first world in common', () => {
  const firsts = new Map<string, { readonly index: number; readonly pair: Pair }>()
  for (const { index, pair } of pairs) {
    const first = firsts.get(pair.group) ?? { index, pair }
    firsts.set(pair.group, first)
    expect(groupOf(index)).toBe(groupOf(first.index))
    expect(pair.worlds[0]).toEqual(first.pair.worlds[0])
    expect(pair.observer).toBe(first.pair.observer)
  }
  expect(firsts.size).toBe(102)
})

test('the second worlds of a group are all different', () => {
  const seconds = pairs.map(({ pair }) =>
    JSON.stringify([pair.group, pair.worlds[1]], (_, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    ),
  )
  expect(new Set(seconds).size).toBe(pairs.length)
})

test('the two worlds of a pair differ in the other side’s acts alone', () => {
  for (const { pair } of pairs.filter(({ pair }) => pair.kind !== 'operator')) {
    expect(common(pair, 1)).toEqual(common(pair, 0))
    expect(pair.worlds[1].looks).toEqual(pair.worlds[0].looks)
    expect(pair.worlds[1].skews).toEqual(pair.worlds[0].skews)
  }
})
