import fc from 'fast-check'
import { DAY_MS, HOUR_MS, type Instant } from '../../../src/domain/deadlines.ts'
import type { EntryStep } from '../../../src/domain/session-state.ts'
import { otherSide, SIDES, type Side } from '../../../src/domain/side.ts'
import type { ReferenceMatter } from './reference-matter.ts'
import type { ScriptCommand, ScriptStep } from './script.ts'

/*
 * A generated script is 20 to 60 whole numbers, and each becomes one step in the situation that it meets: so scripts come close to the
 * deadlines, terms come to be settled, and a failing script can be cut down step by step.
 */

export type Script = {
  /** Whether the terms are settled and the rules accepted before the script begins, in each session. */
  readonly startOpen: boolean
  /** How the two sides' numbers lie: apart (no deal can be), or crossing now and then. */
  readonly apart: boolean
  /** Steps minutes apart rather than hours, so that the entry limit is reached. */
  readonly busy: boolean
  readonly steps: readonly number[]
}

/** Enough for all that a step is made of. */
export const digits = fc.noBias(fc.integer({ min: 0, max: 2 ** 52 }))

export const scripts: fc.Arbitrary<Script> = fc
  .tuple(fc.noBias(fc.nat(59)), fc.array(digits, { minLength: 20, maxLength: 60 }))
  .map(([kind, steps]) => ({
    startOpen: kind % 4 > 0,
    apart: kind % 3 === 0,
    busy: kind % 5 === 0,
    steps,
  }))

/** Takes a number apart, a digit at a time. */
export class Digits {
  #rest: number
  constructor(value: number) {
    this.#rest = value
  }
  below(count: number): number {
    const digit = this.#rest % count
    this.#rest = Math.floor(this.#rest / count)
    return digit
  }
}

export function stepOf(script: Script, value: number, matter: ReferenceMatter, now: Instant): ScriptStep {
  const parts = new Digits(value)
  const kind = parts.below(64)
  const side = SIDES[parts.below(2)] ?? 'plaintiff'
  const amount = parts.below(32)
  const jump = parts.below(16)
  const size = parts.below(512)
  const draw = parts.below(128) / 127.001
  const crash = parts.below(20)
  const detail = parts.below(64)
  const at = script.busy
    ? movedLittle(now, jump, size, matter.boundaries(side))
    : moved(now, jump, size, matter.boundaries(side))
  const command = commandOf(script, { kind, side, amount, size, detail, at }, matter)
  return { command, now: at, draw, crash: crash === 0 }
}

function moved(now: Instant, jump: number, size: number, boundaries: readonly Instant[]): Instant {
  if (jump < 4) return now
  if (jump < 6) return now + (size % 3)
  if (jump < 10) return now + Math.floor((size * 10 * HOUR_MS) / 512)
  if (jump === 10) return now + Math.floor((size * 3 * DAY_MS) / 512)
  if (jump === 11) return now + Math.floor((size * 25 * DAY_MS) / 512)
  if (jump === 12) return now - Math.floor((size * 4 * DAY_MS) / 512)
  if (jump === 13) return now - (size % 5)
  return toBoundary(now, size, boundaries)
}

function movedLittle(now: Instant, jump: number, size: number, boundaries: readonly Instant[]): Instant {
  if (jump < 13) return now + jump * size * 500
  if (jump === 13) return now - size
  return jump === 14 && size % 4 === 0 ? toBoundary(now, size, boundaries) : now
}

/** To a millisecond before, at or after an instant at which something changes. */
function toBoundary(now: Instant, size: number, boundaries: readonly Instant[]): Instant {
  const ahead = boundaries.filter((each) => each >= now - 1)
  return (ahead[size % ahead.length] ?? now) + (Math.floor(size / 16) % 3) - 1
}

type Choice = {
  readonly kind: number
  readonly side: Side
  readonly amount: number
  readonly size: number
  readonly detail: number
  readonly at: Instant
}

function commandOf(script: Script, choice: Choice, matter: ReferenceMatter): ScriptCommand {
  const { side, kind, detail } = choice
  const situation = matter.situation(side)
  // A seat is held before anything is done on it.
  if (!situation.held) return { type: 'take-seat', side }
  if (situation.step === 'ended') {
    if (kind < 40) return { type: 'propose-session', side }
    return numbersCommand(script, choice, detail % 2 ? 'opening' : 'adjustment')
  }
  if (situation.step === 'terms') {
    return kind < 58 ? termsCommand(choice, situation) : numbersCommand(script, choice, 'opening')
  }
  return kind === 63 ? termsCommand(choice, situation) : numbersCommand(script, choice, situation.step)
}

function numbersCommand(script: Script, choice: Choice, current: EntryStep): ScriptCommand {
  const { kind, side, amount, detail } = choice
  if (kind < 46) {
    const other = current === 'opening' ? 'adjustment' : 'opening'
    return {
      type: 'enter',
      side,
      number: numberFor(script, side, amount),
      step: detail === 0 ? other : current,
    }
  }
  if (kind < 51) return { type: 'withdraw', side }
  if (kind < 60) return { type: 'switch-keep-running', side, on: detail % 4 !== 0 }
  if (kind < 62) return { type: 'change-lead', side }
  if (detail < 16) return { type: 'end', side, reason: detail % 2 ? null : 'enough' }
  return detail < 24 ? { type: 'propose-session', side } : { type: 'withdraw', side }
}

const MIDDLE = 1_000_000

/** One of 32 numbers that the side may enter in this script. */
export function numberFor(script: Script, side: Side, amount: number): number {
  return script.apart ? apartNumber(side, amount) : crossingNumber(side, amount)
}

function crossingNumber(side: Side, amount: number): number {
  if (amount === 28) return 99
  if (amount === 29) return 1_000_000_000_001
  if (amount === 30) return side === 'plaintiff' ? 100 : 1_000_000_000_000
  if (amount === 31) return side === 'plaintiff' ? 1_000_000_000_000 : 100
  const away =
    amount < 25 ? [0, 1, 40, 99, 100, 150, 5_000, 77_777][amount % 8] : [-30, -60, -1_234][amount % 3]
  return MIDDLE + (side === 'plaintiff' ? 1 : -1) * (away ?? 0)
}

/** Out of range at times, as above; never a match. */
function apartNumber(side: Side, amount: number): number {
  if (amount === 28) return 99
  if (amount === 29) return 1_000_000_000_001
  return MIDDLE + (side === 'plaintiff' ? 1 : -1) * (1 + amount * 70)
}

type Situation = ReturnType<ReferenceMatter['situation']>

/** Half of the time what leads on to the opening, else anything. */
function termsCommand(choice: Choice, situation: Situation): ScriptCommand {
  const { kind, side, at, size, detail } = choice
  const { document, proposal, settled } = situation
  const rulesVersion = detail === 0 ? '2' : '1'
  const sha256 = `sha of ${size}`
  const startsAt = at + (detail % 8) ** 2 * 8 * HOUR_MS
  if (kind < 30) {
    if (settled) return { type: 'accept-rules', side, rulesVersion }
    if (kind < 14) return { type: 'wish-skip', side }
    if (!document) return { type: 'add-terms-version', side, sha256 }
    return { type: 'approve-terms', side, version: document.version, sha256: document.sha256 }
  }
  if (kind < 32) return { type: 'add-terms-version', side, sha256 }
  if (kind < 34) {
    if (detail % 2 === 0) return { type: 'approve-terms', side, version: document?.version ?? 1, sha256 }
    return { type: 'approve-terms', side, version: detail % 3, sha256: document?.sha256 ?? sha256 }
  }
  if (kind < 36) return { type: 'withdraw-approval', side }
  if (kind < 38) return { type: 'wish-skip', side }
  if (kind < 40) return { type: 'withdraw-skip', side }
  if (kind < 43) return { type: 'accept-rules', side, rulesVersion }
  if (kind < 44) return { type: 'withdraw-acceptance', side }
  if (kind < 46) return { type: 'change-lead', side }
  if (kind < 50) {
    return {
      type: 'propose-start',
      side,
      startsAt: detail < 16 ? (proposal?.startsAt ?? startsAt) : startsAt,
    }
  }
  if (kind < 55) return { type: 'accept-start', side, startsAt: proposal?.startsAt ?? startsAt }
  if (kind < 56) return { type: 'withdraw-start-proposal', side }
  return detail < 16 ? { type: 'end', side, reason: null } : { type: 'take-seat', side }
}

/** What settles the terms at once, for scripts that start open. */
export function prologue(now: Instant): readonly ScriptStep[] {
  const calm = { now, draw: 0, crash: false }
  const commands: ScriptCommand[] = [
    { type: 'take-seat', side: 'defendant' },
    ...SIDES.map((side) => ({ type: 'wish-skip', side }) as const),
    ...SIDES.map((side) => ({ type: 'accept-rules', side: otherSide(side), rulesVersion: '1' }) as const),
  ]
  return commands.map((command) => ({ ...calm, command }))
}
