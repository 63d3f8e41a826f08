import type { Instant } from '../../../src/domain/deadlines.ts'
import type { SessionCommand } from '../../../src/domain/session.ts'
import type { EntryStep } from '../../../src/domain/session-state.ts'
import type { Side } from '../../../src/domain/side.ts'

/** One thing that a side of a matter asks for, with numbers in the clear: for the models alone. */
export type ScriptCommand =
  | SessionCommand
  | { readonly type: 'enter'; readonly side: Side; readonly number: number; readonly step: EntryStep }
  | { readonly type: 'withdraw'; readonly side: Side }
  | { readonly type: 'end'; readonly side: Side; readonly reason: string | null }
  | { readonly type: 'propose-session'; readonly side: Side }

export type ScriptStep = {
  readonly command: ScriptCommand
  /** What the clock reads, which may be less than it read before. */
  readonly now: Instant
  /** What the generator returns when asked for an integer below `count`: this share of it, floored. */
  readonly draw: number
  /** The process dies before the commit; what the matcher has recorded stays recorded. */
  readonly crash: boolean
  /** The instant that the matcher's record of it bears, where that may lie before shared events written meanwhile. */
  readonly recordedAt?: Instant
}

/** The answer to a command: `done`, or why not. */
export type Answer = string

/** What can be observed of a matter and has to be the same in the code and in the reference model. */
export type Observation = {
  readonly phase: string
  readonly opensAt: Instant | null
  readonly endsAt: Instant | null
  readonly extensions: number
  readonly settled: string | null
  readonly startsAt: Instant | null
  readonly proposal: string | null
  readonly accepted: readonly [plaintiff: boolean, defendant: boolean]
  readonly keepRunning: readonly [plaintiff: boolean, defendant: boolean]
  /** Since when a number stands. */
  readonly standingSince: readonly [plaintiff: Instant | null, defendant: Instant | null]
  readonly lastSharedAt: Instant
  readonly ending: string | null
  readonly deal: Deal | null
  readonly timesDrawn: number
  /** What the generator was asked for last. */
  readonly lastCount: number | null
}

export type Deal = {
  readonly at: Instant
  readonly dealNumber: number
  readonly bonus: number
  readonly bonusTo: Side | null
  readonly settlementAmount: number
}
