import { type IdentityReply, identityProofSchema } from '../../../contract/identity.ts'
import { app, requireViewer } from '../../services-context.ts'
import type { Route } from './+types/confirm-identity.ts'

/** Whether the person has to be asked, and for what. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  return Response.json(await services.accounts.getFreshness(viewer, request.headers))
}

/** A signed-in person proves again who they are: by password, app code, or passkey, which begins without an answer. */
export async function action({ context, request }: Route.ActionArgs) {
  const { viewer, services } = app(context)
  const { accounts } = services
  if (viewer === null) return reply({ refusal: 'not-signed-in' })
  const proof = identityProofSchema.safeParse(await request.json().catch(() => null))
  if (!proof.success) return new Response(null, { status: 400 })
  const { data } = proof
  switch (data.by) {
    case 'password': {
      const confirmed = await accounts.confirmPassword(viewer, data, request.headers)
      return reply(confirmed.ok ? { confirmed: true } : { refusal: confirmed.error })
    }
    case 'app-code': {
      const confirmed = await accounts.confirmAppCode(viewer, data, request.headers)
      return reply(confirmed.ok ? { confirmed: true } : { refusal: confirmed.error })
    }
    case 'passkey': {
      if (data.response === undefined) {
        const begun = await accounts.startPasskeySignIn(request.headers)
        return begun.ok
          ? reply({ options: begun.value.options }, begun.value.headers)
          : reply({ refusal: begun.error })
      }
      const confirmed = await accounts.confirmPasskey(viewer, data.response, request.headers)
      return reply(confirmed.ok ? { confirmed: true } : { refusal: confirmed.error })
    }
  }
}

function reply(body: IdentityReply, headers: Headers = new Headers()): Response {
  return Response.json(body, { headers })
}
