import { EyeOff, Printer } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { OwnHistory } from '../../../contract/revealing.ts'
import { formatAmountShort } from '../../../domain/money.ts'
import { amountInWords } from '../../../domain/money-words.ts'
import { useBrowserClock } from '../../ui/browser-clock.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { HistoryChart } from './history-chart.tsx'
import { type HistoryStep, standingOf, stepsOf } from './history-steps.ts'
import { HistoryTable } from './history-table.tsx'
import { Receipt, type ReceiptProps } from './receipt.tsx'
import { useUnmasked } from './use-unmasked.ts'

export type RevealedNumbersProps = Pick<ReceiptProps, 'matter' | 'side' | 'currency' | 'sessionOrdinal'> & {
  readonly history: OwnHistory
  readonly now: number
  readonly onClose: () => void
}

/**
 * The own numbers, once opened in this browser: masked until pressed, for screens that others see. What is masked is not
 * in the page at all.
 */
export function RevealedNumbers(props: RevealedNumbersProps) {
  const { history, currency, side } = props
  const now = useBrowserClock(props.now)
  const { shown, show, hide } = useUnmasked()
  const [asTable, setAsTable] = useState(false)
  const [printed, setPrinted] = useState<HistoryStep | null>(null)
  const stopPrinting = useCallback(() => setPrinted(null), [])
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])

  const steps = stepsOf(history, now)
  const standing = standingOf(steps)
  return (
    <Section>
      <h2 ref={heading} tabIndex={-1} className="text-xl">
        Your side’s numbers, for you alone
      </h2>
      {steps.length === 0 ? (
        <p>There is no number of your side that can be shown.</p>
      ) : (
        <>
          <div className="flex flex-wrap items-end justify-between gap-4">
            <Figure standing={standing} shown={shown} currency={currency} />
            <Button onClick={shown ? hide : show}>{shown ? 'Hide the figures' : 'Show the figures'}</Button>
          </div>
          {shown ? (
            <figure className="flex flex-col gap-4">
              <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line pt-4">
                <span className="font-medium">How it moved in this session</span>
                <Button look="quiet" className="-mr-4" onClick={() => setAsTable(!asTable)}>
                  {asTable ? 'Show as a chart' : 'Show as a table'}
                </Button>
              </figcaption>
              {asTable ? (
                <HistoryTable
                  {...{ steps, currency }}
                  timeZone={props.matter.timeZone}
                  onPrint={setPrinted}
                />
              ) : (
                <HistoryChart {...{ steps, currency }} />
              )}
            </figure>
          ) : (
            <p className="flex items-start gap-2 text-sm text-muted">
              <EyeOff aria-hidden="true" className="mt-[2px] size-4 shrink-0" />
              Masked, in case others see your screen. Once shown, the figures hide again after a minute and
              when you turn to another window.
            </p>
          )}
        </>
      )}
      <LeftOut history={history} />
      <div className="flex flex-wrap gap-3">
        {shown && standing !== null && (
          <Button
            icon={<Printer aria-hidden="true" className="size-4" />}
            onClick={() => setPrinted(standing)}
          >
            Print a receipt
          </Button>
        )}
        <Button look="quiet" onClick={props.onClose}>
          Take it off this page
        </Button>
      </div>
      {printed !== null && (
        <Receipt
          {...{ currency, side }}
          matter={props.matter}
          sessionOrdinal={props.sessionOrdinal}
          step={printed}
          now={now}
          onPrinted={stopPrinting}
        />
      )}
    </Section>
  )
}

function Figure({
  standing,
  shown,
  currency,
}: {
  readonly standing: HistoryStep | null
  readonly shown: boolean
  readonly currency: RevealedNumbersProps['currency']
}) {
  if (standing === null) return <p>No number of your side stands.</p>
  return (
    <div aria-live="polite">
      <p className="text-muted">The number that stands</p>
      <p className="figure-serif text-3xl font-semibold">
        {shown ? (
          formatAmountShort(standing.amountCents, currency)
        ) : (
          <>
            <span aria-hidden="true">••••••</span>
            <span className="sr-only">hidden</span>
          </>
        )}
      </p>
      {shown && <p className="text-sm text-muted">{amountInWords(standing.amountCents, currency)}</p>}
    </div>
  )
}

function LeftOut({ history: { withheld, cut } }: { readonly history: OwnHistory }) {
  return (
    <>
      {withheld && (
        <p className="text-sm text-muted">
          Numbers entered before the way in which you sign in changed are left out: they can be replaced, not
          shown.
        </p>
      )}
      {cut && (
        <p className="text-sm text-muted">
          Earlier entries are left out: only the latest fit, and what a lost key had sealed opens no more.
        </p>
      )}
    </>
  )
}
