import type { UserId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { callAuth, cookiesOf } from './call-auth.ts'
import { limitAttempts, limits } from './limit-attempts.ts'
import { recordSecurityChange } from './record-security-change.ts'

export type SecondFactorRefusal = 'wrong-code' | 'challenge-expired' | 'too-many-attempts'

const REFUSALS = {
  INVALID_CODE: 'wrong-code',
  INVALID_BACKUP_CODE: 'wrong-code',
  TOTP_NOT_ENABLED: 'challenge-expired',
  BACKUP_CODES_NOT_ENABLED: 'challenge-expired',
  INVALID_TWO_FACTOR_COOKIE: 'challenge-expired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'too-many-attempts',
  ACCOUNT_TEMPORARILY_LOCKED: 'too-many-attempts',
} as const satisfies Record<string, SecondFactorRefusal>

/**
 * Completes a sign-in with six digits of the authenticator app or with a backup code, as typed. Returns the cookies. The
 * owner is told of a backup code, and earlier numbers can be replaced from then on, not revealed.
 * `challenge-expired`: the password was given more than ten minutes ago, or five codes were wrong: sign in again.
 */
export async function verifySecondFactor(
  ctx: Context,
  { code }: { readonly code: string },
  headers: Headers,
): Promise<Result<Headers, SecondFactorRefusal>> {
  const typed = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  const { api } = ctx.auth
  if (!/^\d{6}$/.test(typed)) {
    const body = { code: `${typed.slice(0, 5)}-${typed.slice(5)}` }
    const answer = await callAuth(
      () => api.verifyBackupCode({ body, headers, returnHeaders: true }),
      REFUSALS,
    )
    if (!answer.ok) return answer
    const { user } = answer.value.response
    await ctx.db
      .transaction()
      .execute((tx) => recordSecurityChange(ctx, tx, user.id as UserId, 'backup-code-used'))
    return ok(cookiesOf(answer.value))
  }
  const answer = await callAuth(
    () => api.verifyTOTP({ body: { code: typed }, headers, returnHeaders: true }),
    REFUSALS,
  )
  if (!answer.ok) return answer
  const { user, token } = answer.value.response
  const firstUse = await limitAttempts(ctx, limits.totpCode(user.id, typed))
  if (firstUse.ok) return ok(cookiesOf(answer.value))
  await ctx.db.deleteFrom('signIns').where('token', '=', token).execute()
  return err('wrong-code')
}
