import type { OwnAct, OwnHistory } from '../../../contract/revealing.ts'

/** A number of the own side and how long it stood. */
export type HistoryStep = Extract<OwnAct, { kind: 'entered' }> & {
  /** When another took its place, or it was withdrawn or void; for what stands, the instant of the look. */
  readonly until: number
  readonly end: 'stands' | 'replaced' | 'withdrawn' | 'voided'
}

/** The numbers of a history, the earliest first. */
export function stepsOf({ acts, lastStands }: OwnHistory, now: number): readonly HistoryStep[] {
  return acts.flatMap((act, index): HistoryStep[] => {
    if (act.kind !== 'entered') return []
    const next = acts[index + 1]
    if (next) return [{ ...act, until: next.at, end: next.kind === 'entered' ? 'replaced' : next.kind }]
    // What stands no more by no act of the side became void for both at once.
    return [
      { ...act, until: lastStands ? Math.max(now, act.at) : act.at, end: lastStands ? 'stands' : 'voided' },
    ]
  })
}

/** The number that stands; null where none does. */
export function standingOf(steps: readonly HistoryStep[]): HistoryStep | null {
  return steps.find(({ end }) => end === 'stands') ?? null
}
