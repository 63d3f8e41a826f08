import type { Instant } from '../../../src/domain/deadlines.ts'
import { prologue, type Script, stepOf } from './generated-steps.ts'
import type { InMemoryMatcher } from './in-memory-matcher.ts'
import { InMemoryMatter, type Saved } from './in-memory-matter.ts'
import { ReferenceMatter } from './reference-matter.ts'
import type { Answer, ScriptStep } from './script.ts'

export const SCRIPT_STARTS_AT: Instant = Date.UTC(2026, 10, 23, 15)

/** What one step of a script led to, in the code and in the reference model. */
export type Played = {
  readonly step: ScriptStep
  readonly answer: Answer
  readonly expected: Answer
  readonly matter: InMemoryMatter
  readonly reference: ReferenceMatter
}

/** Plays a script on both, side by side, and shows each step to `watch`. */
export function play(script: Script, watch: (played: Played) => void): void {
  const held = { plaintiff: true, defendant: false }
  const matter = new InMemoryMatter(SCRIPT_STARTS_AT, held)
  const reference = new ReferenceMatter(SCRIPT_STARTS_AT, held)
  let now = SCRIPT_STARTS_AT
  const perform = (step: ScriptStep): void => {
    const expected = reference.perform(step)
    watch({ step, answer: matter.perform(step), expected, matter, reference })
    const renewed = script.startOpen && step.command.type === 'propose-session' && expected === 'done'
    if (renewed) for (const next of prologue(step.now)) perform(next)
  }
  if (script.startOpen) for (const step of prologue(now)) perform(step)
  let after = 0
  for (const value of script.steps) {
    // After a deal there is no further session, so that a few steps show that nothing moves any more.
    if (reference.observe().deal && ++after > 4) return
    const step = stepOf(script, value, reference, now)
    now = step.now
    perform(step)
  }
}

/** A session as it stood when its script was over or its matter had gone on to the next. */
export type PlayedSession = { readonly saved: Saved; readonly matcher: InMemoryMatcher }

/** The sessions of one matter, in order, as the real domain left them. */
export function playSessions(script: Script): readonly PlayedSession[] {
  const sessions = new Map<InMemoryMatcher, Saved>()
  play(script, ({ matter }) => sessions.set(matter.matcher, matter.current))
  return [...sessions].map(([matcher, saved]) => ({ matcher, saved }))
}
