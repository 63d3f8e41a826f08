import { data } from 'react-router'
import type { MatterId } from '../../../domain/ids.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { EndingNote } from '../../components/matters/ending-note.tsx'
import { MatterFacts } from '../../components/matters/matter-facts.tsx'
import { NextStep, needsInvitation } from '../../components/matters/next-step.tsx'
import { OtherSide } from '../../components/matters/other-side.tsx'
import { SessionDeadline } from '../../components/matters/session-deadline.tsx'
import { SessionSteps } from '../../components/matters/session-steps.tsx'
import { EndSession } from '../../components/session/end-session.tsx'
import { requireViewer } from '../../services-context.ts'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { readForm } from '../read-form.ts'
import { loadMatterSession } from '../session/load-matter-session.ts'
import type { Route } from './+types/overview.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => pageMeta(loaderData?.matter.caption ?? 'Matter')

export async function loader(args: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(args.context, args.request)
  const [session, people] = await Promise.all([
    loadMatterSession(args),
    services.matters.readPeople(viewer, args.params.matterId as MatterId),
  ])
  if (people === null) throw data(null, { status: 404 })
  return { ...session, people }
}

const refusals = {
  'not-allowed': 'Only the lead of your side can do this.',
  'session-live': 'A new session has been started already.',
  'deal-made': 'There is a deal on this matter: no further session can be held.',
  'temporarily-unavailable': 'This cannot be done at the moment; please try again in a minute.',
} as const

export async function action({ context, request, params }: Route.ActionArgs) {
  const { viewer, services } = requireViewer(context, request)
  const formData = await readForm(request)
  if (formData.get('intent') !== 'propose-session') throw data(null, { status: 400 })
  const proposed = await services.sessions.proposeSession(viewer, params.matterId as MatterId)
  if (proposed.ok) return { refusal: null }
  if (proposed.error === 'not-found') throw data(null, { status: 404 })
  return { refusal: refusals[proposed.error] }
}

export default function OverviewPage({ loaderData, actionData }: Route.ComponentProps) {
  const { matter, seat, session, view, now, closing, people } = loaderData
  const { own } = view
  return (
    <div className="flex flex-col gap-8">
      {actionData && actionData.refusal !== null && (
        <Notice tone="danger" live="alert" title="Nothing was changed">
          <p>{actionData.refusal}</p>
        </Notice>
      )}
      {closing && (
        <Notice tone="warn" live="status" title="Closing">
          <p>A deadline has passed, and what it brings is being done. No command is taken meanwhile.</p>
        </Notice>
      )}
      {own && (
        <NextStep
          matterId={matter.id}
          own={own}
          needsInvitation={people.mayManage && needsInvitation(people.otherLead, people.otherInvitation)}
        />
      )}
      {view.ending && (
        <EndingNote
          ending={view.ending}
          ownSide={seat.side}
          words={matter.words}
          timeZone={matter.timeZone}
        />
      )}
      <Section title={session.ordinal === 1 ? 'The session' : `Session ${session.ordinal}`} look="plain">
        <SessionSteps view={view} timeZone={matter.timeZone} />
      </Section>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(16rem,1fr)]">
        <MatterFacts {...matter} />
        <div className="flex flex-col gap-6">
          <SessionDeadline
            matterId={matter.id}
            view={view}
            timeZone={matter.timeZone}
            isPractice={matter.isPractice}
            now={now}
          />
          <OtherSide matterId={matter.id} people={people} />
        </div>
      </div>
      {own?.can['end-session'] && <EndSession sessionId={session.id} />}
    </div>
  )
}
