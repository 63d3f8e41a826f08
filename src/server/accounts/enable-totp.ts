import type { Viewer } from '../../contract/viewer.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { callAuth } from './call-auth.ts'
import type { PasswordRefusal } from './check-password.ts'
import { forgetAttempts, limitAttempts, limits } from './limit-attempts.ts'

/** Begins to set up an authenticator app: its address holds the secret. It counts from `confirmTotp` on, when a first code has been right. */
export async function enableTotp(
  ctx: Context,
  viewer: Viewer,
  { password }: { readonly password: string },
  headers: Headers,
): Promise<Result<{ readonly uri: string }, PasswordRefusal | 'already-enabled'>> {
  const counted = limits.password(viewer.userId)
  const allowed = await limitAttempts(ctx, counted)
  if (!allowed.ok) return allowed
  const answer = await callAuth(
    () => ctx.auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers }),
    {
      INVALID_PASSWORD: 'wrong-password',
      PASSWORD_TOO_LONG: 'wrong-password',
      TOTP_ALREADY_ENABLED: 'already-enabled',
    } as const,
  )
  if (!answer.ok) return answer
  await forgetAttempts(ctx, counted)
  if (answer.value.method !== 'totp') throw new Error('another second factor was set up than was asked for')
  return ok({ uri: answer.value.totpURI })
}
