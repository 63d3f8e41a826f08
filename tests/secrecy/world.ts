import type { Instant } from '../../src/domain/deadlines.ts'
import type { Side } from '../../src/domain/side.ts'

/** Milliseconds after the main matter's first opening. */
export type Offset = number

export type MatterName = 'main' | 'second'

/**
 * What one side does. `name` tells acts apart and is the same in both worlds for what both have in common: the ids and
 * tokens that come of an act are made from it.
 */
export type Act = {
  readonly name: string
  readonly at: Offset
  readonly side: Side
  readonly matter: MatterName
  readonly does: Doing
  /** The observer receives nothing by it: it need not be part of both worlds. */
  readonly isHidden?: boolean
}

export type Doing =
  | { readonly type: 'enter'; readonly cents: bigint; readonly confirmedFor?: 'the-other-step' }
  | { readonly type: 'withdraw' }
  /** Sends its last command once more, byte for byte. */
  | { readonly type: 'repeat' }
  /** Sends an envelope that opens for nobody. */
  | { readonly type: 'enter-garbage' }
  | { readonly type: 'look' }
  /** Asks for its own numbers again, having just proved who it is. */
  | { readonly type: 'reveal' }
  | { readonly type: 'keep-running'; readonly on: boolean }
  | { readonly type: 'end'; readonly reason: string }
  | { readonly type: 'write'; readonly text: string }
  | { readonly type: 'read-notices' }
  | { readonly type: 'propose' }
  | { readonly type: 'skip-terms' }
  | { readonly type: 'accept-rules' }

/**
 * `api`: the session alone; `data`: what pages load when one goes from one to another; `pages`: whole pages and papers. Of
 * these a look takes every fifth, from `share` (0 to 4) on: all are seen in other pairs.
 */
export type Look = {
  readonly at: Offset
  readonly what: 'api' | 'data' | 'pages'
  readonly share: number
}

/** The clock is off by `ms` from `from` until `until`. */
export type Skew = { readonly from: Offset; readonly until: Offset; readonly ms: number }

/** All that happens in one world, in the order of time; of one instant, in the order given. */
export type World = {
  readonly acts: readonly Act[]
  readonly looks: readonly Look[]
  readonly skews: readonly Skew[]
  /** What the draw answers, should the numbers overlap. */
  readonly draw: bigint
}

/**
 * Who looks: a side, which receives answers, pages, mail and events; or the operator, who reads what is stored and logged.
 */
export type Observer = Side | 'operator'

/**
 * - `value`: the other side enters other numbers at the same times;
 * - `activity`: it enters, changes and withdraws at other times, or not at all;
 * - `operator`: both sides enter other numbers at the same times.
 */
export const PAIR_KINDS = ['value', 'activity', 'operator'] as const
export type PairKind = (typeof PAIR_KINDS)[number]

export function isPairKind(text: string): text is PairKind {
  return PAIR_KINDS.some((kind) => kind === text)
}

/** Two worlds that have to look the same to the observer. */
export type Pair = {
  readonly kind: PairKind
  readonly observer: Observer
  /** Whether both end in a deal that the observer sees. */
  readonly endsInDeal: boolean
  /** What it comes to, in words, for whoever reads of a difference. */
  readonly plan: string
  /** Pairs of the same group have the same first world. */
  readonly group: string
  readonly worlds: readonly [World, World]
  /** The act up to whose answer the worlds look the same; null where they do to the end. */
  readonly alikeUntil: string | null
}

export function clockAt(opensAt: Instant, skews: readonly Skew[], at: Offset): Instant {
  const off = skews.filter(({ from, until }) => from <= at && at < until)
  return opensAt + at + off.reduce((sum, { ms }) => sum + ms, 0)
}
