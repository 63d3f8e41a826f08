import { Briefcase, Plus, SearchX } from 'lucide-react'
import { matterQuerySchema } from '../../../contract/matters.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { MatterFilters } from '../../components/matters/matter-filters.tsx'
import { MatterTable } from '../../components/matters/matter-table.tsx'
import { WaitingInvitations } from '../../components/matters/waiting-invitations.tsx'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Pagination } from '../../ui/pagination.tsx'
import { PageHeader } from '../../ui/section.tsx'
import type { Route } from './+types/matters.ts'

export const meta = () => pageMeta('Matters')

export async function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const query = matterQuerySchema.parse(Object.fromEntries(new URL(request.url).searchParams))
  const [list, waiting] = await Promise.all([
    services.matters.listMatters(viewer, query),
    services.invitations.listWaitingInvitations(viewer),
  ])
  return { query, list, waiting }
}

export default function MattersPage({ loaderData }: Route.ComponentProps) {
  const { query, list, waiting } = loaderData
  const isNarrowed = query.q !== '' || query.filter !== 'all'
  const isEmpty = list.total === 0 && !isNarrowed
  return (
    <>
      <PageHeader title="Matters" actions={isEmpty ? undefined : <NewMatter />} />
      <div className="flex flex-col gap-8">
        <WaitingInvitations invitations={waiting} />
        {isEmpty ? (
          <NoMatters hasInvitations={waiting.length > 0} />
        ) : (
          <>
            <MatterFilters query={query} />
            <p role="status" className="text-sm text-muted">
              {countWords(list.total, isNarrowed)}
            </p>
            {list.total === 0 ? <NothingFound /> : <MatterTable rows={list.rows} now={list.now} />}
            <Pagination
              page={list.page}
              pageCount={list.pageCount}
              pathOf={(page) => paths.matters({ ...query, page })}
              label="Pages of matters"
            />
          </>
        )}
      </div>
    </>
  )
}

function countWords(total: number, isNarrowed: boolean): string {
  const count = `${total.toLocaleString('en-US')} ${total === 1 ? 'matter' : 'matters'}`
  return isNarrowed ? `${count} found` : count
}

function NewMatter() {
  return (
    <LinkButton to={paths.newMatter()} look="primary" icon={<Plus aria-hidden="true" className="size-4" />}>
      New matter
    </LinkButton>
  )
}

function NoMatters({ hasInvitations }: { readonly hasInvitations: boolean }) {
  return (
    <EmptyState
      icon={<Briefcase />}
      title={hasInvitations ? 'No matters of your own yet' : 'No matters yet'}
      actions={
        <>
          <NewMatter />
          <LinkButton to={paths.practice()}>Practice first</LinkButton>
        </>
      }
    >
      <p>
        Add a case and invite the other side’s lawyer: that takes one short page. Or practice on a made-up
        case first: it takes two minutes, and nobody else is involved.
      </p>
    </EmptyState>
  )
}

function NothingFound() {
  return (
    <EmptyState
      icon={<SearchX />}
      title="Nothing matches"
      actions={<LinkButton to={paths.matters()}>Show all matters</LinkButton>}
    >
      <p>Search looks into the caption, the case number, the court and the party that you act for.</p>
    </EmptyState>
  )
}
