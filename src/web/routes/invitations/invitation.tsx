import { data } from 'react-router'
import { timeZoneNames } from '../../../contract/time-zone.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { InvitationPage } from '../../components/matters/invitation-page.tsx'
import { paths } from '../../paths.ts'
import { app } from '../../services-context.ts'
import type { Route } from './+types/invitation.ts'
import { answerInvitation } from './answer-invitation.ts'

export const meta = () => pageMeta('Invitation')

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, viewer } = app(context)
  const page = await services.invitations.openInvitation(viewer, { by: 'token', token: params.token })
  if (page === null) throw data(null, { status: 404 })
  return { page, timeZones: timeZoneNames('UTC'), path: paths.invitation(params.token) }
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { services, viewer } = app(context)
  return answerInvitation({
    services,
    viewer,
    ref: { by: 'token', token: params.token },
    formData: await request.formData(),
    headers: request.headers,
  })
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
