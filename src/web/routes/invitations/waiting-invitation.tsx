import { data } from 'react-router'
import type { InvitationId } from '../../../domain/ids.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { InvitationPage } from '../../components/matters/invitation-page.tsx'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/waiting-invitation.ts'
import { answerInvitation } from './answer-invitation.ts'

export const meta = () => pageMeta('Invitation')

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { services, viewer } = requireViewer(context, request)
  const ref = { by: 'id', invitationId: params.invitationId as InvitationId } as const
  const page = await services.invitations.openInvitation(viewer, ref)
  if (page === null) throw data(null, { status: 404 })
  return { page, path: paths.waitingInvitation(params.invitationId) }
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { services, viewer } = requireViewer(context, request)
  return answerInvitation({
    services,
    viewer,
    ref: { by: 'id', invitationId: params.invitationId as InvitationId },
    formData: await readForm(request),
    headers: request.headers,
  })
}

/** An invitation from the reader's own list: the address of their account is the invited one. */
export default function InvitationFromList({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <InvitationPage
      {...loaderData}
      timeZones={[]}
      result={actionData?.result ?? null}
      declined={actionData?.declined ?? false}
    />
  )
}
