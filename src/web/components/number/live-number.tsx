import type { Currency } from '../../../domain/money-currencies.ts'
import type { EntryStep } from '../../../domain/session-state.ts'
import type { OwnView } from '../../../domain/visibility.ts'
import { Notice } from '../../ui/notice.tsx'
import { standingOf, stepsOf } from './history-steps.ts'
import { NumberDesk } from './number-desk.tsx'
import type { ReceiptProps } from './receipt.tsx'
import { RevealPanel } from './reveal-panel.tsx'
import { RevealedNumbers } from './revealed-numbers.tsx'
import { StandingNumber } from './standing-number.tsx'
import { useReveal } from './use-reveal.ts'
import type { SealTarget } from './use-seal-number.ts'

export type LiveNumberProps = {
  readonly matter: ReceiptProps['matter'] & { readonly amountInDisputeCents: bigint | null }
  readonly target: SealTarget
  readonly currency: Currency
  readonly sessionOrdinal: number
  readonly own: OwnView
  readonly step: EntryStep
  readonly now: number
}

/** The own number while it can be entered: whether it stands, seeing it again, entering another. */
export function LiveNumber({ matter, target, currency, sessionOrdinal, own, step, now }: LiveNumberProps) {
  const { sessionId, seatId, side } = target
  const stands = own.standing !== null
  const reveal = useReveal({ sessionId, seatId, side, standing: own.standing?.entryId ?? null })
  const history = reveal.state.kind === 'revealed' ? reveal.state.history : null
  const mayReveal = own.can['reveal-number']
  return (
    <>
      <StandingNumber
        sessionId={sessionId}
        since={own.standing?.since ?? null}
        timeZone={matter.timeZone}
        canWithdraw={own.can['withdraw-number']}
      >
        {mayReveal && <RevealPanel reveal={reveal} stands={stands} />}
      </StandingNumber>
      {history !== null && mayReveal && (
        <RevealedNumbers
          {...{ matter, side, currency, sessionOrdinal, history, now }}
          onClose={reveal.close}
        />
      )}
      {own.can['enter-number'] ? (
        <>
          <noscript>
            <Notice tone="warn" title="This page needs JavaScript">
              <p>
                Your number is sealed in your own browser, by JavaScript, before it is sent. Without it no
                number can be entered here.
              </p>
            </Notice>
          </noscript>
          <NumberDesk
            key={sessionId}
            target={target}
            step={step}
            stands={stands}
            amountInDisputeCents={matter.amountInDisputeCents}
            previousCents={history && (standingOf(stepsOf(history, now))?.amountCents ?? null)}
          />
        </>
      ) : (
        <Notice title="The lead of your side enters the number">
          <p>You can follow the session here; entering and withdrawing is the lead’s alone.</p>
        </Notice>
      )}
    </>
  )
}
