import { playWorld, type Trace } from './play-world.ts'
import type { Seen } from './watch.ts'
import type { Pair } from './world.ts'
import type { WorldServer } from './world-server.ts'

/** Where two worlds came apart; no figure is in it. */
export type Difference = { readonly words: string; readonly label: string }

export type Compared = {
  readonly difference: Difference | null
  /** How much was compared. */
  readonly items: number
  readonly bytes: number
}

/**
 * Plays both worlds of each pair that it is given and compares every byte that the observer received. A first world that
 * the pair before had too is not played again: each begins at the very same rows, so it would come out the same.
 */
export function comparingPairs(server: WorldServer): (pair: Pair) => Promise<Compared> {
  let played: { readonly group: string; readonly trace: Trace } | null = null
  return async (pair) => {
    const { group, observer, worlds } = pair
    const [first, second] = worlds
    const one = played?.group === group ? played.trace : await playWorld(server, observer, first)
    played = { group, trace: one }
    return compareTraces(pair, one, await playWorld(server, observer, second))
  }
}

function compareTraces(pair: Pair, one: Trace, other: Trace): Compared {
  const { alikeUntil } = pair
  const seen = [one, other].map((trace) =>
    alikeUntil === null ? trace.seen : trace.seen.slice(0, trace.countUpTo(alikeUntil)),
  )
  const [ofOne = [], ofOther = []] = seen
  // Not in vain: the deal was made, and seen.
  if (pair.endsInDeal && ![ofOne, ofOther].every(sawDeal)) {
    throw new Error('a pair of worlds did not come to the deal it was made for')
  }
  return {
    difference: firstDifference(ofOne, ofOther) ?? repeated(one.sealed, other.sealed),
    items: ofOne.length,
    bytes: ofOne.reduce((sum, { text }) => sum + text.length, 0),
  }
}

function firstDifference(one: readonly Seen[], other: readonly Seen[]): Difference | null {
  const index = one.findIndex((seen, n) => !isSame(seen, other[n]))
  const [a, b] = [one[index], other[index]]
  if (!a && one.length === other.length) return null
  if (!a || !b) {
    const [more] = one.length > other.length ? one.slice(other.length) : other.slice(one.length)
    return { label: more?.label ?? '', words: `one world has more: ${more?.label}` }
  }
  if (a.at !== b.at || a.label !== b.label) {
    return { label: a.label, words: `at ${a.at} ${a.label}, in the other at ${b.at} ${b.label}` }
  }
  let at = 0
  while (a.text[at] === b.text[at]) at += 1
  const around = [a, b].map(({ text }) => withoutFigures(text.slice(Math.max(0, at - 120), at + 60)))
  return { label: a.label, words: `at ${a.at}, ${a.label}, byte ${at}:\n  ${around.join('\n  ')}` }
}

function sawDeal(seen: readonly Seen[]): boolean {
  return seen.some(({ text }) => /deal_?number_?cents\\?",?\\?"?:?"?[1-9]/i.test(text))
}

function isSame(one: Seen, other: Seen | undefined): boolean {
  return one.at === other?.at && one.label === other.label && one.text === other.text
}

/** A number must not come into a test's output, least of all one that has leaked. */
function withoutFigures(text: string): string {
  return JSON.stringify(text.replace(/\d/g, '#'))
}

/** What is sealed twice is never the same twice: what is, was made of what lies in it. */
function repeated(one: readonly string[], other: readonly string[]): Difference | null {
  const known = new Set(one)
  return other.some((each) => known.has(each))
    ? { label: 'sealed', words: 'sealed bytes, or what is made of them, are the same in both worlds' }
    : null
}
