import { Notice } from '../../ui/notice.tsx'
import { DONE_WORDS, describeTermsProblem, type TermsIntent, type TermsOutcome } from './terms-outcome.ts'

export interface OutcomeNoticeProps {
  readonly outcome: TermsOutcome | undefined
  /** Which forms' outcomes are said here. */
  readonly of: readonly TermsIntent[]
}

/** What came of a form, beside the form it came of. */
export function OutcomeNotice({ outcome, of }: OutcomeNoticeProps) {
  if (outcome === undefined || !of.includes(outcome.intent)) return null
  if (outcome.problem === null) {
    return (
      <Notice tone="ok" live="status">
        <p>{DONE_WORDS[outcome.intent]}</p>
      </Notice>
    )
  }
  return (
    <Notice tone="danger" live="alert" title="That was not done">
      <p>{describeTermsProblem(outcome.problem)}</p>
    </Notice>
  )
}
