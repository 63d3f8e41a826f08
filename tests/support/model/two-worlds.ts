import { DAY_MS, type Instant } from '../../../src/domain/deadlines.ts'
import { nextDue, ownInstant, sharedInstant } from '../../../src/domain/session-numbers.ts'
import { otherSide, type Side } from '../../../src/domain/side.ts'
import { nextDeadline, viewSession } from '../../../src/domain/visibility.ts'
import { Digits, numberFor, type Script } from './generated-steps.ts'
import { InMemoryMatter, type Saved } from './in-memory-matter.ts'
import { dealOf } from './observe.ts'
import { play, SCRIPT_STARTS_AT } from './play.ts'
import type { ScriptStep } from './script.ts'

/** One moment: a time at which everybody looks, and what is asked for in it, by the one side before the other. */
export type Moment = { readonly now: Instant; readonly steps: readonly ScriptStep[] }

/** A script as the steps that it led to, so that it can be played again with the other side's numbers changed. */
export function momentsOf(script: Script): readonly Moment[] {
  const moments: Moment[] = []
  play(script, ({ step }) => moments.push({ now: step.now, steps: [step] }))
  return moments
}

/**
 * The same moments with all that `side` does with numbers changed, and nothing else: each such act is kept, given another number, dropped or put
 * off, and others are added. `changes` says which, a number a moment, used in turn.
 */
export function withOtherActivity(
  script: Script,
  moments: readonly Moment[],
  side: Side,
  changes: readonly number[],
): readonly Moment[] {
  const changed = moments.map(({ now, steps }) => ({
    now,
    steps: steps.filter((step) => !isOwnAct(step, side)),
  }))
  for (const [index, { now, steps }] of moments.entries()) {
    const digits = new Digits(changes[index % changes.length] ?? 0)
    const act = steps.find((step) => isOwnAct(step, side))
    const what = digits.below(8)
    const amount = digits.below(32)
    const later = digits.below(4)
    const entry = {
      type: 'enter',
      side,
      number: numberFor(script, side, amount),
      step: 'adjustment',
    } as const
    if (act) {
      if (what < 2) changed[index]?.steps.unshift(act)
      else if (what < 4) changed[index]?.steps.unshift(withNumber(act, entry.number))
      else if (what < 6) putOff(act, changed[index + 1 + later])
    } else if (what === 0) {
      const step = { command: entry, now, draw: 0, crash: false }
      changed[index]?.steps.unshift({ ...step, command: { ...entry, step: 'opening' } }, step)
    } else if (what === 1) {
      changed[index]?.steps.unshift({ command: { type: 'withdraw', side }, now, draw: 0, crash: false })
    }
  }
  return changed
}

function isOwnAct({ command }: ScriptStep, side: Side): boolean {
  return command.side === side && (command.type === 'enter' || command.type === 'withdraw')
}

function withNumber(step: ScriptStep, number: number): ScriptStep {
  return step.command.type === 'enter' ? { ...step, command: { ...step.command, number } } : step
}

function putOff(step: ScriptStep, moment: { now: Instant; steps: ScriptStep[] } | undefined): void {
  moment?.steps.unshift({ ...step, now: moment.now })
}

/** What one side receives, moment by moment; the first `untilDeal` moments lie before a deal. */
export type Trace = { readonly received: readonly string[]; readonly untilDeal: number }

export function traceOf(moments: readonly Moment[], observer: Side): Trace {
  const matter = new InMemoryMatter(SCRIPT_STARTS_AT, { plaintiff: true, defendant: false })
  const received: string[] = []
  let untilDeal = moments.length
  for (const { now, steps } of moments) {
    const answers: string[] = []
    // Due work does not wait for anybody's act: the sweep does it, whoever comes by.
    matter.read({ now, draw: steps[0]?.draw ?? 0 })
    for (const step of steps) {
      const answer = matter.perform(step)
      if (step.command.side === observer || !isOwnAct(step, otherSide(observer))) answers.push(answer)
    }
    const saved = matter.read({ now, draw: 0 })
    if (saved.state.ending?.kind === 'deal') untilDeal = Math.min(untilDeal, received.length)
    received.push(JSON.stringify([answers, ...receivedFrom(saved, observer, now)]))
  }
  return { received, untilDeal }
}

function receivedFrom(saved: Saved, observer: Side, now: Instant): readonly unknown[] {
  const { state } = saved
  const view = viewSession(state, { kind: 'side', side: observer, role: 'lead' })
  return [
    view,
    viewSession(state, { kind: 'neutral' }),
    dealOf(saved),
    nextDeadline(view),
    nextDue(state),
    // The instants that an act of the observer's would bear, now or after a step back of the clock.
    [now, now - DAY_MS].map((at) => [sharedInstant(state, at), ownInstant(state, observer, at)]),
  ]
}

export function observerOf(script: Script): Side {
  return (script.steps[0] ?? 0) % 2 === 0 ? 'plaintiff' : otherSide('plaintiff')
}
