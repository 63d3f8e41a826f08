import { data } from 'react-router'
import { timeZoneNames } from '../../../contract/time-zone.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { InvitationPage } from '../../components/matters/invitation-page.tsx'
import { paths } from '../../paths.ts'
import { type AppContext, app } from '../../services-context.ts'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/invitation.ts'
import { answerInvitation } from './answer-invitation.ts'

export const meta = () => pageMeta('Invitation')

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { services, viewer } = app(context)
  await refuseTooMany(services, request)
  const page = await services.invitations.openInvitation(viewer, { by: 'token', token: params.token })
  if (page === null) throw data(null, { status: 404 })
  return { page, timeZones: timeZoneNames('UTC'), path: paths.invitation(params.token) }
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { services, viewer } = app(context)
  await refuseTooMany(services, request)
  return answerInvitation({
    services,
    viewer,
    ref: { by: 'token', token: params.token },
    formData: await readForm(request),
    headers: request.headers,
  })
}

/** The page is public: how often a place comes by is limited. */
async function refuseTooMany({ invitations }: AppContext['services'], { headers }: Request): Promise<void> {
  const allowed = await invitations.limitVisits(headers)
  if (!allowed.ok) throw data(null, { status: 429 })
}

/** Where the link of an invitation's mail leads, with an account or without. */
export default function InvitationByLink({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <InvitationPage
      {...loaderData}
      result={actionData?.result ?? null}
      declined={actionData?.declined ?? false}
    />
  )
}
