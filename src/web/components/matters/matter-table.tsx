import { Link } from 'react-router'
import { type MatterRow, type OtherSeat, TURNS } from '../../../contract/matters.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/badge.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { wordsOfSpan } from '../../ui/format-time.ts'
import { invitationStatusWord } from './invitation-status.tsx'
import { nextActionWords } from './next-action-words.ts'
import { StageBadge } from './stage-badge.tsx'

export interface MatterTableProps {
  readonly rows: readonly MatterRow[]
  /** The server's present: how far deadlines are away counts from it. */
  readonly now: number
}

/** The reader's matters. Every cell comes from their own side or from what both sides share. */
export function MatterTable({ rows, now }: MatterTableProps) {
  const columns: readonly Column<MatterRow>[] = [
    { key: 'caption', head: 'Matter', rowHead: true, cell: (row) => <Caption row={row} /> },
    { key: 'side', head: 'Your side', cell: (row) => <OwnSide row={row} /> },
    { key: 'other', head: 'Opposite', cell: ({ other }) => <Opposite other={other} /> },
    { key: 'next', head: 'Next', cell: (row) => <Next row={row} /> },
    { key: 'deadline', head: 'Next deadline', cell: (row) => <Deadline row={row} now={now} /> },
  ]
  return (
    <DataTable
      caption="Your matters"
      hideCaption
      columns={columns}
      rows={rows}
      rowKey={(row) => row.matterId}
    />
  )
}

function Caption({ row }: { readonly row: MatterRow }) {
  const where = [row.forum, row.caseNumber].filter((part) => part !== '').join(', ')
  return (
    <span className="flex flex-col items-start gap-1">
      <Link
        to={paths.matter(row.matterId)}
        prefetch="intent"
        className="link font-serif text-lg font-semibold"
      >
        {row.caption}
      </Link>
      {where !== '' && <span className="text-sm text-muted">{where}</span>}
      <span className="flex flex-wrap gap-2">
        <StageBadge stage={row.stage} isHeld={row.nextAction === 'wait-for-operator'} />
        {row.isPractice && <Badge tone="warn">Practice</Badge>}
      </span>
    </span>
  )
}

function OwnSide({ row }: { readonly row: MatterRow }) {
  return (
    <span className="flex flex-col">
      <span className="first-letter:uppercase">{row.sideWord}</span>
      <span className="text-sm text-muted">{row.represents}</span>
    </span>
  )
}

function Opposite({ other }: { readonly other: OtherSeat }) {
  if (other.kind === 'held') return other.lead
  if (other.kind === 'open') return <span className="text-muted">Not invited yet</span>
  return (
    <span className="flex flex-col">
      {other.name}
      <span className="text-sm text-muted">
        Invitation: {invitationStatusWord(other.status).toLowerCase()}
      </span>
    </span>
  )
}

function Next({ row }: { readonly row: MatterRow }) {
  const words = nextActionWords[row.nextAction].short
  return TURNS[row.nextAction] === 'reader' ? (
    <strong className="font-semibold">{words}</strong>
  ) : (
    <span className="text-muted">{words}</span>
  )
}

function Deadline({ row, now }: { readonly row: MatterRow; readonly now: number }) {
  const at = row.nextDeadlineAt
  if (at === null) return <span className="text-muted">None</span>
  return (
    <span className="flex flex-col">
      <DateTime at={at} />
      <span className="text-sm text-muted">{at > now ? `in ${wordsOfSpan(at - now)}` : 'closing now'}</span>
    </span>
  )
}
