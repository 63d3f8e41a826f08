import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { digits, prologue, scripts } from '../../tests/support/model/generated-steps.ts'
import { SCRIPT_STARTS_AT } from '../../tests/support/model/play.ts'
import { holdsFor } from '../../tests/support/model/run-property.ts'
import type { ScriptCommand } from '../../tests/support/model/script.ts'
import {
  type Moment,
  momentsOf,
  observerOf,
  traceOf,
  withOtherActivity,
} from '../../tests/support/model/two-worlds.ts'
import { HOUR_MS } from './deadlines.ts'
import { otherSide, SIDES, type Side } from './side.ts'

vi.setConfig({ testTimeout: 300_000 })

test('invariant 11: until a deal, a side receives the same whatever the other side does with numbers', () => {
  const worlds = fc.record({ script: scripts, changes: fc.array(digits, { minLength: 20, maxLength: 40 }) })
  let compared = 0
  let differing = 0
  holdsFor(5_000, worlds, ({ script, changes }) => {
    const observer = observerOf(script)
    const moments = momentsOf(script)
    const others = withOtherActivity(script, moments, otherSide(observer), changes)
    const one = traceOf(moments, observer)
    const other = traceOf(others, observer)
    // A deal in the one world is all that may tell it from the other.
    const length = Math.min(one.untilDeal, other.untilDeal)
    expect(other.received.slice(0, length)).toEqual(one.received.slice(0, length))
    compared += length
    if (JSON.stringify(moments) !== JSON.stringify(others)) differing += 1
  })
  // The property would hold of worlds that are alike, or of traces that end at once.
  expect(differing).toBeGreaterThan(4_500)
  expect(compared).toBeGreaterThan(100_000)
})

/** A deal at 500,000.00 in which the observer's number is just that, and the other side's lies `overlap` beyond it. */
type ForcedDeal = {
  readonly observer: Side
  readonly moverIsObserver: boolean
  readonly hour: number
  readonly overlap: number
  /** What the other side entered and withdrew before, at hours that say nothing. */
  readonly earlier: readonly number[]
}

const FIGURE = 50_000_000

function momentsOfDeal({ observer, moverIsObserver, hour, overlap, earlier }: ForcedDeal): readonly Moment[] {
  const other = otherSide(observer)
  const beyond = observer === 'plaintiff' ? FIGURE + overlap : FIGURE - overlap
  const away = observer === 'plaintiff' ? 100_000 : 900_000_000
  // The observer's own number is the first or the last figure of the overlap.
  const draw = observer === 'plaintiff' ? 0 : 0.9999999
  const at = (hours: number, command: ScriptCommand): Moment => {
    const now = SCRIPT_STARTS_AT + hours * HOUR_MS
    return { now, steps: [{ command, now, draw, crash: false }] }
  }
  const enter = (side: Side, number: number, hours: number) =>
    at(hours, { type: 'enter', side, number, step: hours < 48 ? 'opening' : 'adjustment' })
  const mover = moverIsObserver ? observer : other
  const numberOf = (side: Side) => (side === observer ? FIGURE : beyond)
  return [
    { now: SCRIPT_STARTS_AT, steps: prologue(SCRIPT_STARTS_AT) },
    ...earlier.flatMap((each) => [
      enter(other, away, each / 20),
      at(each / 20, { type: 'withdraw', side: other }),
    ]),
    enter(otherSide(mover), numberOf(otherSide(mover)), 10),
    enter(mover, numberOf(mover), hour),
    at(hour < 48 ? 48 : hour, { type: 'propose-session', side: other }),
  ]
}

test('invariant 11: a deal tells a side its time, its number and its bonus, and nothing of how it came about', () => {
  const pairs = fc.record({
    observer: fc.constantFrom(...SIDES),
    moverIsObserver: fc.boolean(),
    hour: fc.constantFrom(20, 47, 48, 100, 700),
    overlap: fc.integer({ min: 1, max: 40_000_000 }),
    earlier: fc.array(fc.integer({ min: 0, max: 199 }), { maxLength: 8 }),
  })
  holdsFor(2_000, pairs, (pair) => {
    const exact = traceOf(momentsOfDeal({ ...pair, overlap: 0, earlier: [] }), pair.observer)
    const overlapping = traceOf(momentsOfDeal(pair), pair.observer)
    // The moments of the other side's earlier acts are its own: what the observer reads afterwards has to be the same.
    const last = pair.hour < 48 ? 1 : 2
    expect(overlapping.received.slice(-last)).toEqual(exact.received.slice(-last))
    expect(exact.received.at(-1)).toContain(`"dealNumber":${FIGURE}`)
  })
})
