import { Printer } from 'lucide-react'
import { formatAmountShort } from '../../../domain/money.ts'
import type { Currency } from '../../../domain/money-currencies.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import type { HistoryStep } from './history-steps.ts'

export interface HistoryTableProps {
  readonly steps: readonly HistoryStep[]
  readonly currency: Currency
  readonly timeZone: string
  readonly onPrint: (step: HistoryStep) => void
}

/** The own numbers in words and figures, the latest first, each with its receipt. */
export function HistoryTable({ steps, currency, timeZone, onPrint }: HistoryTableProps) {
  const words = (step: HistoryStep) => formatAmountShort(step.amountCents, currency)
  return (
    <DataTable
      caption="Your side’s numbers in this session, the latest first"
      hideCaption
      rows={steps.toReversed()}
      rowKey={({ entryId }) => entryId}
      columns={[
        {
          key: 'number',
          head: 'Number',
          rowHead: true,
          cell: (step) => <span className="figure-serif text-lg">{words(step)}</span>,
        },
        { key: 'at', head: 'Entered', cell: ({ at }) => <DateTime at={at} alsoIn={timeZone} /> },
        { key: 'end', head: 'What became of it', cell: (step) => <EndOf step={step} /> },
        {
          key: 'receipt',
          head: 'Receipt',
          cell: (step) => (
            <Button
              look="quiet"
              className="-ml-4 self-start sm:-my-2"
              icon={<Printer aria-hidden="true" className="size-4" />}
              aria-label={`Print a receipt for ${words(step)}`}
              onClick={() => onPrint(step)}
            >
              Print
            </Button>
          ),
        },
      ]}
    />
  )
}

function EndOf({ step: { end, until } }: { readonly step: HistoryStep }) {
  if (end === 'stands') return <>It stands</>
  return (
    <>
      {endWords[end]} <DateTime at={until} />
    </>
  )
}

export const endWords = {
  replaced: 'Another took its place on',
  withdrawn: 'Withdrawn on',
  voided: 'Void since',
} as const
