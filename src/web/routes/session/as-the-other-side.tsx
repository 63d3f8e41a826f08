import { data, Link } from 'react-router'
import type { MatterId } from '../../../domain/ids.ts'
import type { SharedSideView } from '../../../domain/visibility.ts'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { DateTime } from '../../ui/date-time.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import type { Route } from './+types/as-the-other-side.ts'

export const meta: Route.MetaFunction = () => [{ title: 'As the other side sees it · Backchannel' }]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const matterId = params.matterId as MatterId
  const own = await services.sessions.readMatterSession(viewer, matterId)
  const shared = own && (await services.sessions.readAsOtherSide(viewer, matterId))
  if (!own || !shared) throw data(null, { status: 404 })
  const { matter, seat } = own
  return {
    matter: { id: matter.id, words: matter.words, timeZone: matter.timeZone },
    side: seat.side,
    shared,
  }
}

/** What reaches the other side of this session, made by the projection that makes their page. */
export default function AsTheOtherSide({ loaderData }: Route.ComponentProps) {
  const { matter, side, shared } = loaderData
  const { ending } = shared
  const times = [
    ['Opening begins', shared.opensAt],
    ['Opening closes', shared.openingClosesAt],
    ['Adjustment ends', shared.endsAt],
  ] as const
  // Once it has ended, what would have come later does not come.
  const shownTimes = times.filter(([, at]) => at !== null && (ending === null || at <= ending.at))
  return (
    <div className="flex max-w-(--container-prose) flex-col gap-6">
      <Notice title="This is all that the other side sees of your side’s part in the session">
        <p>
          It comes from the same projection as their page. Your numbers are not in it, nor whether, when or
          how often you entered one. Documents, messages and files that you share are on their own pages, the
          same for both.
        </p>
      </Notice>
      <Section title={`The ${matter.words[side]} (your side), as they see it`}>
        <SideFacts facts={shared.sides[side]} timeZone={matter.timeZone} />
      </Section>
      <Section title="The session, the same for both">
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
          <dt className="text-muted">Step</dt>
          <dd>{stepWords[shared.phase]}</dd>
          {[...shownTimes, ['Ended', ending?.at ?? null] as const].map(([label, at]) =>
            at === null ? null : (
              <div key={label} className="contents">
                <dt className="text-muted">{label}</dt>
                <dd>
                  <DateTime at={at} alsoIn={matter.timeZone} />
                </dd>
              </div>
            ),
          )}
        </dl>
        {ending === null && shared.phase !== 'terms' && <p>There is, so far, no deal.</p>}
        {ending?.kind === 'deal' && (
          <p>
            There is a deal: both see the deal number, the bonus and whose it is, and the settlement amount.
          </p>
        )}
        {ending !== null && ending.kind !== 'deal' && <p>It ended without a deal.</p>}
      </Section>
      <p>
        <Link className="link" to={paths.matterNumber(matter.id)}>
          Back to your number
        </Link>
      </p>
    </div>
  )
}

const stepWords = {
  terms: 'Step 1, terms',
  opening: 'Step 2, opening',
  adjustment: 'Step 3, adjustment',
  ended: 'Ended',
} as const

function SideFacts({ facts, timeZone }: { readonly facts: SharedSideView; readonly timeZone: string }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
      <dt className="text-muted">Terms</dt>
      <dd>
        {facts.wantsSkip
          ? 'wishes to skip'
          : facts.approvedVersion === null
            ? 'no version approved'
            : `approves version ${facts.approvedVersion}`}
      </dd>
      <dt className="text-muted">Rules and authority</dt>
      <dd>
        {facts.acceptance === null ? (
          'not yet'
        ) : (
          <>
            accepted and confirmed <DateTime at={facts.acceptance.at} alsoIn={timeZone} />
          </>
        )}
      </dd>
      <dt className="text-muted">Keep running</dt>
      <dd>{facts.keepRunning ? 'on' : 'off'}</dd>
      <dt className="text-muted">Number</dt>
      <dd>nothing is shown</dd>
    </dl>
  )
}
