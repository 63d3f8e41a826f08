import { useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { EntryStep } from '../../../domain/session-state.ts'
import { Notice } from '../../ui/notice.tsx'
import { CommandOutcome } from '../session/command-outcome.tsx'
import type { Meaning } from './figures.ts'
import { NumberEntry } from './number-entry.tsx'
import { NumberReview } from './number-review.tsx'
import { type SealTarget, useSealNumber } from './use-seal-number.ts'

export type NumberDeskProps = {
  readonly target: SealTarget
  readonly step: EntryStep
  readonly stands: boolean
  readonly amountInDisputeCents: bigint | null
  /** The number that stands, where it is revealed on this page. */
  readonly previousCents: bigint | null
}

/** The review has an entry of its own in the browser's history, which holds no figure: going back leads to the form. */
const REVIEW = '#review'

/**
 * Entering a number, from typing it to the receipt. The figure lives in this component alone and goes when it is
 * sealed; a refusal gives it back to the form, where nothing is lost.
 */
export function NumberDesk(props: NumberDeskProps) {
  const { target, step, stands, amountInDisputeCents, previousCents } = props
  const [text, setText] = useState('')
  const [meaning, setMeaning] = useState<Meaning>('number')
  const [reviewed, setReviewed] = useState<{ cents: bigint; step: EntryStep } | null>(null)
  const { state, seal, askAgain, reset } = useSealNumber(target)
  const isAtReview = useLocation().hash === REVIEW
  const navigate = useNavigate()
  const meant = step === 'opening' ? 'number' : meaning

  // The review shows at once, whatever the page is still fetching; its place in the history may come a little later.
  const wasAtReview = useRef(false)
  useEffect(() => {
    if (wasAtReview.current && !isAtReview) setReviewed(null)
    wasAtReview.current = isAtReview
  }, [isAtReview])

  // A page that is left may be kept for going back to it: its fields are not.
  useEffect(() => {
    const forget = () => {
      setReviewed(null)
      setText('')
    }
    window.addEventListener('pagehide', forget)
    return () => window.removeEventListener('pagehide', forget)
  }, [])

  async function sealReviewed() {
    if (reviewed === null) return
    const receipt = await seal(reviewed.cents, reviewed.step)
    settle(receipt?.result)
  }

  function settle(result: 'done' | 'refused' | undefined) {
    if (result === undefined) return
    if (result === 'done') setText('')
    leaveReview()
  }

  function review(cents: bigint) {
    setReviewed({ cents, step })
    if (!isAtReview) void navigate(REVIEW, { preventScrollReset: true })
  }

  function leaveReview() {
    setReviewed(null)
    if (isAtReview) void navigate(-1)
  }

  const sealed = state.kind === 'answered' && state.receipt.code === null
  return (
    <div className="flex flex-col gap-6">
      <CommandOutcome state={state} onAskAgain={async () => settle((await askAgain())?.result)} />
      {sealed && (
        <Notice tone="ok" live="status" title="Sealed and accepted">
          <p>Your number stands. The figure is gone from this page; you can ask to see it again.</p>
        </Notice>
      )}
      {reviewed !== null && reviewed.step === step ? (
        <NumberReview
          side={target.side}
          step={step}
          cents={reviewed.cents}
          currency={target.currency}
          amountInDisputeCents={amountInDisputeCents}
          previousCents={previousCents}
          sealing={state.kind === 'sending'}
          onBack={leaveReview}
          onSeal={() => void sealReviewed()}
        />
      ) : (
        <NumberEntry
          side={target.side}
          step={step}
          currency={target.currency}
          stands={stands}
          text={text}
          meaning={meant}
          onTextChange={(next) => {
            setText(next)
            if (state.kind === 'answered') reset()
          }}
          onMeaningChange={setMeaning}
          onReview={review}
        />
      )}
    </div>
  )
}
