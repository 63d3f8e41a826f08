import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { formatAmount } from '../../../domain/money.ts'
import type { Currency } from '../../../domain/money-currencies.ts'
import { amountInWords } from '../../../domain/money-words.ts'
import type { Side } from '../../../domain/side.ts'
import { DateTime } from '../../ui/date-time.tsx'
import { nameOfNumber } from './figures.ts'
import type { HistoryStep } from './history-steps.ts'
import { endWords } from './history-table.tsx'

export interface ReceiptProps {
  readonly matter: {
    readonly caption: string
    readonly forum: string
    readonly caseNumber: string
    readonly timeZone: string
    readonly words: Readonly<Record<Side, string>>
  }
  readonly side: Side
  readonly currency: Currency
  readonly sessionOrdinal: number
  readonly step: HistoryStep
  readonly now: number
  readonly onPrinted: () => void
}

/**
 * A number on paper, made in this browser: it goes to the printer and to nobody else. It is on no screen; the style sheet
 * prints it in place of the page.
 */
export function Receipt(props: ReceiptProps) {
  const { matter, side, currency, step, onPrinted } = props
  useEffect(() => {
    // Some browsers tell of no end to printing, but of the page being looked at again.
    const ends = ['afterprint', 'focus']
    window.print()
    for (const end of ends) window.addEventListener(end, onPrinted)
    return () => {
      for (const end of ends) window.removeEventListener(end, onPrinted)
    }
  }, [onPrinted])
  const facts = [
    ['Case', [matter.caption, matter.forum, matter.caseNumber].filter((part) => part !== '').join(', ')],
    ['Side', `${matter.words[side]} (${nameOfNumber(side)})`],
    ['Session', `${props.sessionOrdinal}, ${step.step}`],
  ]
  return createPortal(
    <main data-receipt>
      <article aria-label="Receipt" className="flex flex-col gap-6">
        <header>
          <p>Backchannel</p>
          <h1 className="text-2xl">Receipt for a sealed number</h1>
          <p>Confidential: for this side’s own file.</p>
        </header>
        <div>
          <p className="figure-serif text-3xl font-semibold">{formatAmount(step.amountCents, currency)}</p>
          <p>{amountInWords(step.amountCents, currency)}</p>
        </div>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
          {facts.map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-muted">{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <dt className="text-muted">Entered</dt>
          <dd>
            <DateTime at={step.at} alsoIn={matter.timeZone} />
            <br />
            {new Date(step.at).toISOString()}
          </dd>
          <dt className="text-muted">Entry</dt>
          <dd>{step.entryId}</dd>
          <dt className="text-muted">As of</dt>
          <dd>
            <DateTime at={props.now} alsoIn={matter.timeZone} />
            {': '}
            {step.end === 'stands' ? (
              'it stands'
            ) : (
              <>
                {endWords[step.end].toLowerCase()} <DateTime at={step.until} />
              </>
            )}
          </dd>
        </dl>
        <footer className="flex flex-col gap-2 border-t border-line pt-4 text-sm">
          <p>
            Made in the reader’s browser from the sealed number. The web server never had the figure, and this
            paper bears no signature. That the entry of this id was accepted at this instant stands in your
            side’s signed journal.
          </p>
        </footer>
      </article>
    </main>,
    document.body,
  )
}
