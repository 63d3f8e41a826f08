import type { PairKind } from '../world.ts'

/** A leak, or another of the failures that are to be designed out, to be put into a copy of the tree. */
export type Plant = {
  /** What leaks, or fails. */
  readonly name: string
  /** The row of the threat model's list of what is designed out. */
  readonly row: Row
  readonly edits: readonly Edit[]
  /** Tried in this order, until one finds it. */
  readonly caughtBy: readonly Check[]
}

/** `find` stands in the file exactly once. */
export type Edit = { readonly file: string; readonly find: string; readonly replace: string }

export type Check =
  /** Up to so many pairs of worlds of one kind. */
  | { readonly pairs: number; readonly kind: PairKind }
  /** The tests of a file, or those of them whose title has these words. */
  | { readonly test: string; readonly titled?: string }

/** What has to be designed out, a word or two for each row of the specification's table, in its order. */
export const ROWS = [
  'answers',
  'shared counters and clocks',
  'mail, events, lists and turns',
  'free text',
  'hashes',
  'errors and logs',
  'what a backup keeps',
  'keys over secrets',
  'what a browser keeps',
  'paper',
  'foreign objects',
  'deadlines',
  'both at once',
  'a bad envelope',
  'replay',
  'invitations',
  'same person on both seats',
  'removed members',
  'who has an account',
  'back doors',
  'insiders',
] as const
export type Row = (typeof ROWS)[number]

export const value = (pairs: number): Check => ({ pairs, kind: 'value' })
export const activity = (pairs: number): Check => ({ pairs, kind: 'activity' })
export const operator = (pairs: number): Check => ({ pairs, kind: 'operator' })
