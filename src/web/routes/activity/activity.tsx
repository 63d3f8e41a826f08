import { Lock } from 'lucide-react'
import { data } from 'react-router'
import { pageNumberSchema } from '../../../contract/page-number.ts'
import type { MatterId } from '../../../domain/ids.ts'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { DateTime } from '../../ui/date-time.tsx'
import { Pagination } from '../../ui/pagination.tsx'
import { Section } from '../../ui/section.tsx'
import type { Route } from './+types/activity.ts'
import { activityWords } from './activity-words.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `Activity · ${loaderData?.current.matter.caption ?? 'Matter'} · Backchannel` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const page = pageNumberSchema.parse(new URL(request.url).searchParams.get('page') ?? undefined)
  const listed = await services.activity.listActivity(viewer, params.matterId as MatterId, page)
  if (listed === null) throw data(null, { status: 404 })
  return listed
}

/** What happened on the matter, as far as the reader's side may know it. */
export default function ActivityPage({ loaderData }: Route.ComponentProps) {
  const { current, activities, page, pageCount } = loaderData
  const { matter, seat, session } = current
  return (
    <div className="flex flex-col gap-6">
      <div className="flex max-w-(--container-prose) flex-col gap-2">
        <h2 className="text-2xl">Activity</h2>
        <p>
          All that both sides did in the open, and your side’s own entries. Of the other side’s number nothing
          is in this list: not whether, when or how often one was entered. Yours is not in theirs.
        </p>
        <p>
          <a className="link" href={paths.matterJournal(matter.id)} download>
            Download it as a signed journal
          </a>
          , in which any later change shows: it can be verified without us.
        </p>
      </div>
      <Section>
        <ol aria-label="Activity, the latest first" className="flex flex-col divide-y divide-line">
          {activities.map((activity) => {
            const { text, instant, quote } = activityWords(activity, { own: seat.side, words: matter.words })
            return (
              <li key={activity.key} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
                <p className="[overflow-wrap:anywhere]">
                  {text} {instant !== undefined && <DateTime at={instant} alsoIn={matter.timeZone} />}
                </p>
                {quote !== undefined && (
                  <blockquote className="border-l-[3px] border-line pl-3 whitespace-pre-wrap [overflow-wrap:anywhere]">
                    {quote}
                  </blockquote>
                )}
                <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
                  <DateTime at={activity.at} alsoIn={matter.timeZone} />
                  {activity.actorName !== null && (
                    <span>{activity.isOwnAct ? 'by you' : `by ${activity.actorName}`}</span>
                  )}
                  {activity.sessionOrdinal !== null && session.ordinal > 1 && (
                    <span>Session {activity.sessionOrdinal}</span>
                  )}
                  {activity.ownSideOnly && (
                    <span className="inline-flex items-center gap-1">
                      <Lock aria-hidden="true" className="size-4" />
                      Your side alone sees this
                    </span>
                  )}
                </p>
              </li>
            )
          })}
        </ol>
      </Section>
      <Pagination
        label="Pages of activity, the latest first"
        page={page}
        pageCount={pageCount}
        pathOf={(target) => paths.matterActivity(matter.id, { page: target })}
      />
    </div>
  )
}
