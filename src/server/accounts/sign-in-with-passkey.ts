import type { PasskeyAssertion } from '../../contract/accounts.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { callAuth, cookiesOf } from './call-auth.ts'
import { limitAttempts, limits } from './limit-attempts.ts'

export type PasskeyRefusal = 'passkey-refused' | 'too-many-attempts'

/** Signs in by what the device answered. A passkey stands for both factors, so no code follows. Returns the cookies. */
export async function signInWithPasskey(
  ctx: Context,
  response: PasskeyAssertion,
  headers: Headers,
): Promise<Result<Headers, PasskeyRefusal>> {
  const allowed = await limitAttempts(ctx, limits.passkey(headers))
  if (!allowed.ok) return allowed
  const answer = await callAuth(
    () => ctx.auth.api.verifyPasskeyAuthentication({ body: { response }, headers, returnHeaders: true }),
    {
      PASSKEY_NOT_FOUND: 'passkey-refused',
      CHALLENGE_NOT_FOUND: 'passkey-refused',
      AUTHENTICATION_FAILED: 'passkey-refused',
    } as const,
  )
  return answer.ok ? ok(cookiesOf(answer.value)) : answer
}
