import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { callAuth, cookiesOf } from './call-auth.ts'
import { forgetAttempts, limitAttempts, limits } from './limit-attempts.ts'

export type SignedIn = {
  /** `second-factor`: nobody is signed in yet, a code has to follow within ten minutes. */
  readonly next: 'signed-in' | 'second-factor'
  /** The cookies to send on. */
  readonly headers: Headers
}

/** Signs in by password. An unknown address costs the same work and gets the same answer as a wrong password. */
export async function signIn(
  ctx: Context,
  { email, password }: { readonly email: string; readonly password: string },
  headers: Headers,
): Promise<Result<SignedIn, 'wrong-credentials' | 'too-many-attempts'>> {
  const counted = limits.signIn(email, headers)
  const allowed = await limitAttempts(ctx, counted)
  if (!allowed.ok) return allowed

  const answer = await callAuth(
    () => ctx.auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
    {
      INVALID_EMAIL: 'wrong-credentials',
      INVALID_EMAIL_OR_PASSWORD: 'wrong-credentials',
      EMAIL_NOT_VERIFIED: 'wrong-credentials',
      PASSWORD_TOO_LONG: 'wrong-credentials',
    } as const,
  )
  if (!answer.ok) return err(answer.error)
  await forgetAttempts(ctx, counted)
  const needsCode = 'twoFactorRedirect' in answer.value.response
  return ok({ next: needsCode ? 'second-factor' : 'signed-in', headers: cookiesOf(answer.value) })
}
