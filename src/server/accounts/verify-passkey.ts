import type { PasskeyAssertion } from '../../contract/accounts.ts'
import type { Context } from '../context.ts'
import { callAuth } from './call-auth.ts'
import { limitAttempts, limits } from './limit-attempts.ts'

export type PasskeyRefusal = 'passkey-refused' | 'too-many-attempts'

/** What a device answered, looked at by better-auth, which opens a sign-in of the passkey's owner. */
export async function verifyPasskey(ctx: Context, response: PasskeyAssertion, headers: Headers) {
  const allowed = await limitAttempts(ctx, limits.passkey(headers))
  if (!allowed.ok) return allowed
  return callAuth(
    () => ctx.auth.api.verifyPasskeyAuthentication({ body: { response }, headers, returnHeaders: true }),
    {
      PASSKEY_NOT_FOUND: 'passkey-refused',
      CHALLENGE_NOT_FOUND: 'passkey-refused',
      AUTHENTICATION_FAILED: 'passkey-refused',
    } as const,
  )
}
