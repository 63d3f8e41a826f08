import { Eye } from 'lucide-react'
import { REVEAL_LIMIT } from '../../../domain/entry-limit.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ConfirmIdentity } from '../accounts/confirm-identity.tsx'
import { CommandOutcome } from '../session/command-outcome.tsx'
import type { Reveal } from './use-reveal.ts'

/** The way from the button to the own numbers: who asks proves who they are, or is told why not. */
export function RevealPanel({ reveal, stands }: { readonly reveal: Reveal; readonly stands: boolean }) {
  const { state, start, confirmed, close } = reveal
  if (state.kind === 'revealed') return null
  if (state.kind === 'confirm') {
    return (
      <ConfirmIdentity
        ways={state.ways}
        reason="before your side’s number is shown"
        onConfirmed={() => void confirmed()}
        onCancel={close}
      />
    )
  }
  return (
    <div className="flex flex-col gap-3">
      {state.kind === 'refused' && (
        <CommandOutcome
          state={{ kind: 'answered', receipt: state.receipt }}
          onAskAgain={() => void start()}
        />
      )}
      {state.kind === 'failed' && (
        <Notice tone="warn" live="alert" title="It could not be shown">
          <p>{failureWords[state.why]}</p>
        </Notice>
      )}
      <Button
        className="self-start"
        icon={<Eye aria-hidden="true" className="size-4" />}
        pending={state.kind === 'asking'}
        onClick={() => void start()}
      >
        {stands ? 'Show my number' : 'Show my earlier numbers'}
      </Button>
      <p className="text-sm text-muted">
        Only in this browser, after you confirm who you are, and at most {REVEAL_LIMIT} times in 24 hours.
        Your side’s activity records it; the other side learns nothing of it.
      </p>
    </div>
  )
}

const failureWords = {
  'no-answer': 'The server did not answer. It may have counted as one of the times; please try again.',
  'does-not-open':
    'What came back was not made for this page, and was not opened. Reload the page; if it happens again, tell us.',
} as const
