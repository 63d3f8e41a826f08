import { confirmPasswordSchema, newPasskeySchema, type PasskeyReply } from '../../../contract/accounts.ts'
import { paths } from '../../paths.ts'
import { app } from '../../services-context.ts'
import type { Route } from './+types/new-passkey.ts'

export { postedOnly as loader } from '../posted-only.ts'

/** Both messages of adding a passkey: with the password it begins, with an answer of the device it ends. */
export async function action({ context, request }: Route.ActionArgs) {
  const { viewer, services } = app(context)
  const { accounts } = services
  if (viewer === null) return reply({ refusal: 'not-signed-in' })
  const body: unknown = await request.json().catch(() => null)

  const passkey = newPasskeySchema.safeParse(body)
  if (passkey.success) {
    const added = await accounts.addPasskey(viewer, passkey.data, request.headers)
    return reply(added.ok ? { next: paths.passkeys() } : { refusal: added.error })
  }
  const password = confirmPasswordSchema.safeParse(body)
  if (!password.success) return reply({ refusal: 'wrong-password' })
  const confirmed = await accounts.confirmPassword(viewer, password.data, request.headers)
  if (!confirmed.ok) return reply({ refusal: confirmed.error })
  const begun = await accounts.startPasskeyRegistration(viewer, request.headers)
  return begun.ok
    ? reply({ options: begun.value.options }, begun.value.headers)
    : reply({ refusal: begun.error })
}

function reply(body: PasskeyReply, headers: Headers = new Headers()): Response {
  return Response.json(body, { headers })
}
