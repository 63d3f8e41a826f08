import type { Side } from '../../../domain/side.ts'
import { otherSide } from '../../../domain/side.ts'
import type { SessionView } from '../../../domain/visibility.ts'
import { Notice } from '../../ui/notice.tsx'
import { IntentForm } from './intent-form.tsx'
import { OtherSideSees } from './other-side-sees.tsx'
import { otherInSentence } from './side-words.ts'

export interface SkipTermsProps {
  readonly view: SessionView
  readonly own: Side
  readonly words: Readonly<Record<Side, string>>
  readonly dispute: string
}

/** What is settled where both sides do without a document, word for word as in the rules. */
export const SKIPPED_TERMS =
  'the claims described in the matter, released for the amount, long form to follow'

/** Doing without a document: it takes both sides, each by its own act. */
export function SkipTerms({ view, own, words, dispute }: SkipTermsProps) {
  const can = view.own?.can
  const ownWish = view.sides[own].wantsSkip
  const otherWish = view.sides[otherSide(own)].wantsSkip
  const other = otherInSentence(own, words)
  return (
    <>
      <p>
        If both sides skip, a deal settles: <strong>{SKIPPED_TERMS}</strong>.
      </p>
      {dispute !== '' && <p className="text-muted">The matter describes the claims so: “{dispute}”</p>}
      {otherWish && !ownWish && (
        <Notice title={`The ${words[otherSide(own)]} side wishes to skip`}>
          <p>It takes effect only if your side wishes it too.</p>
        </Notice>
      )}
      {ownWish && (
        <Notice tone="ok" title="Your side wishes to skip">
          <p>
            {otherWish
              ? 'So does the other side: the terms are settled this way.'
              : `It takes effect once ${other} wishes it too.`}
          </p>
        </Notice>
      )}
      {can?.['wish-skip'] === true && (
        <>
          <IntentForm intent="skip" look={otherWish ? 'primary' : 'secondary'}>
            Skip, for our side
          </IntentForm>
          <OtherSideSees>
            that your side wishes to skip.{' '}
            {view.sides[own].approvedVersion !== null && 'Your approval is taken back by it.'}
          </OtherSideSees>
        </>
      )}
      {can?.['withdraw-skip'] === true && (
        <>
          <IntentForm intent="withdraw-skip" look="secondary">
            Take the wish to skip back
          </IntentForm>
          <OtherSideSees>that you took it back. What both sides accepted after it is undone.</OtherSideSees>
        </>
      )}
    </>
  )
}
