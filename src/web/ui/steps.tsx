import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

export type StepState = 'done' | 'current' | 'ahead'

export interface Step {
  readonly title: string
  readonly state: StepState
  /** Under the title: a time, what is missing. */
  readonly note?: ReactNode
}

const words: Readonly<Record<StepState, string>> = { done: 'done', current: 'now', ahead: 'not yet' }

/** Where one is in a sequence: an ordered list, the present step marked for the eye and for a screen reader. */
export function Steps({ steps, label }: { readonly steps: readonly Step[]; readonly label: string }) {
  return (
    <ol aria-label={label} className="flex flex-col gap-3 md:flex-row md:gap-6">
      {steps.map(({ title, state, note }, position) => (
        <li
          key={title}
          aria-current={state === 'current' ? 'step' : undefined}
          className={cx(
            'flex flex-1 gap-3 border-l-[3px] py-1 pl-3 md:border-t-[3px] md:border-l-0 md:pt-3 md:pl-0',
            state === 'ahead' ? 'border-line' : 'border-accent',
          )}
        >
          <span
            aria-hidden="true"
            className={cx(
              'flex size-7 shrink-0 items-center justify-center rounded-full border text-sm font-semibold',
              state === 'done' && 'border-accent bg-accent text-on-accent',
              state === 'current' && 'border-accent text-accent',
              state === 'ahead' && 'border-line text-muted',
            )}
          >
            {state === 'done' ? <Check className="size-4" /> : position + 1}
          </span>
          <span className="flex min-w-0 flex-col">
            <span className={cx(state === 'ahead' ? 'text-muted' : 'font-semibold')}>
              {title}
              <span className="sr-only"> ({words[state]})</span>
            </span>
            {note !== undefined && <span className="text-sm text-muted">{note}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
