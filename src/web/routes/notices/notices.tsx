import { BellOff, CheckCheck } from 'lucide-react'
import { data, Link } from 'react-router'
import { z } from 'zod'
import type { NoticeId } from '../../../domain/ids.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { NoticeItem } from '../../components/notices/notice-item.tsx'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Form } from '../../ui/form.tsx'
import { Pagination } from '../../ui/pagination.tsx'
import { PageHeader } from '../../ui/section.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/notices.ts'

export const meta = () => pageMeta('Notices')

const pageSchema = z.coerce.number().int().min(1).max(100_000).catch(1)
const readSchema = z.object({ notice: z.string() })

export function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const page = pageSchema.parse(new URL(request.url).searchParams.get('page') ?? 1)
  return services.notifications.listNotices(viewer, { page })
}

export async function action({ context, request }: Route.ActionArgs) {
  const { viewer, services } = requireViewer(context, request)
  const form = readSchema.safeParse(Object.fromEntries(await readForm(request)))
  if (!form.success) throw data(null, { status: 400 })
  const { notice } = form.data
  await services.notifications.markNoticesRead(viewer, notice === 'all' ? 'all' : (notice as NoticeId))
  return null
}

export default function NoticesPage({ loaderData }: Route.ComponentProps) {
  const { notices, unread, page, pageCount } = loaderData
  return (
    <div className="mx-auto max-w-(--container-prose)">
      <PageHeader
        title="Notices"
        lead={unreadWords(unread, notices.length)}
        actions={
          unread > 0 && (
            <Form>
              <input type="hidden" name="notice" value="all" />
              <SubmitButton
                look="secondary"
                pendingLabel="Marking…"
                icon={<CheckCheck aria-hidden="true" className="size-4" />}
              >
                Mark all as read
              </SubmitButton>
            </Form>
          )
        }
      />
      {notices.length === 0 ? (
        <EmptyState icon={<BellOff />} title="Nothing has happened yet">
          <p>
            When the other side answers, the terms change, a deadline comes near or a session ends, it is told
            here. What we mail you as well is <ToSettings>for you to choose</ToSettings>.
          </p>
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-6">
          <ul className="flex flex-col gap-3">
            {notices.map((notice) => (
              <NoticeItem key={notice.id} notice={notice} />
            ))}
          </ul>
          <Pagination
            page={page}
            pageCount={pageCount}
            pathOf={(target) => paths.notices({ page: target })}
            label="Pages of notices"
          />
          <p className="text-sm text-muted">
            <ToSettings>Choose which e-mails you get</ToSettings>
          </p>
        </div>
      )}
    </div>
  )
}

function ToSettings({ children }: { readonly children: string }) {
  return (
    <Link to={paths.notificationSettings()} className="link">
      {children}
    </Link>
  )
}

function unreadWords(unread: number, shown: number): string | undefined {
  if (shown === 0) return undefined
  if (unread === 0) return 'You have read all of them.'
  return unread === 1 ? 'One is unread.' : `${unread} are unread.`
}
