import { SIDES, type Side } from '../../../domain/side.ts'
import type { SessionView } from '../../../domain/visibility.ts'
import { Badge } from '../../ui/badge.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { sideHead } from './side-words.ts'
import { TermsStanding } from './terms-standing.tsx'

export interface StandingTableProps {
  readonly view: SessionView
  readonly own: Side
  readonly words: Readonly<Record<Side, string>>
  readonly timeZone: string
  /** Who accepted the rules, by side. */
  readonly acceptedBy: Readonly<Partial<Record<Side, string>>>
}

/** Where both sides stand; each sees the same of both. */
export function StandingTable({ view, own, words, timeZone, acceptedBy }: StandingTableProps) {
  return (
    <DataTable
      caption="Where each side stands. Both sides see this alike."
      rows={SIDES}
      rowKey={(side) => side}
      columns={[
        { key: 'side', head: 'Side', rowHead: true, cell: (side) => sideHead(side, own, words) },
        {
          key: 'terms',
          head: 'Terms',
          cell: (side) => (
            <span>
              <TermsStanding side={side} view={view} />
            </span>
          ),
        },
        {
          key: 'rules',
          head: 'Rules and authority',
          cell: (side) => {
            const { acceptance } = view.sides[side]
            if (acceptance === null) {
              return (
                <span>
                  <Badge>Not yet</Badge>
                </span>
              )
            }
            const name = acceptedBy[side]
            return (
              <span className="flex flex-col items-start gap-1">
                <Badge tone="ok">Accepted and confirmed</Badge>
                <span className="text-sm text-muted">
                  {name !== undefined && `${name}, `}
                  <DateTime at={acceptance.at} alsoIn={timeZone} />
                </span>
              </span>
            )
          },
        },
      ]}
    />
  )
}
