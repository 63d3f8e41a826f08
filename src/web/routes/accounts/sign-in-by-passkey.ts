import { z } from 'zod'
import { type PasskeyReply, passkeyAssertionSchema } from '../../../contract/accounts.ts'
import { nextPath } from '../../paths.ts'
import { app } from '../../services-context.ts'
import type { Route } from './+types/sign-in-by-passkey.ts'

export { postedOnly as loader } from '../posted-only.ts'

const closingSchema = z.object({ response: passkeyAssertionSchema, next: z.string() })

/** Both messages of a sign-in by passkey: without an answer of the device it begins, with one it ends. */
export async function action({ context, request }: Route.ActionArgs) {
  const { accounts } = app(context).services
  const body: unknown = await request.json().catch(() => null)
  if (!(typeof body === 'object' && body !== null && 'response' in body)) {
    const begun = await accounts.startPasskeySignIn(request.headers)
    return begun.ok
      ? reply({ options: begun.value.options }, begun.value.headers)
      : reply({ refusal: begun.error })
  }
  const closing = closingSchema.safeParse(body)
  if (!closing.success) return reply({ refusal: 'passkey-refused' })
  const signedIn = await accounts.signInWithPasskey(closing.data.response, request.headers)
  return signedIn.ok
    ? reply({ next: nextPath(closing.data.next) }, signedIn.value)
    : reply({ refusal: signedIn.error })
}

function reply(body: PasskeyReply, headers: Headers = new Headers()): Response {
  return Response.json(body, { headers })
}
