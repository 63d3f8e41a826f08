import type { Viewer } from '../../contract/viewer.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { callAuth } from './call-auth.ts'
import type { PasswordRefusal } from './check-password.ts'
import { forgetAttempts, limitAttempts, limits } from './limit-attempts.ts'
import { recordSecurityChange } from './record-security-change.ts'

/** Ten new backup codes in place of the old ones; shown now and never again. */
export async function renewBackupCodes(
  ctx: Context,
  viewer: Viewer,
  { password }: { readonly password: string },
  headers: Headers,
): Promise<Result<readonly string[], PasswordRefusal | 'not-enabled'>> {
  const counted = limits.password(viewer.userId)
  const allowed = await limitAttempts(ctx, counted)
  if (!allowed.ok) return allowed
  const answer = await callAuth(() => ctx.auth.api.generateBackupCodes({ body: { password }, headers }), {
    INVALID_PASSWORD: 'wrong-password',
    PASSWORD_TOO_LONG: 'wrong-password',
    TWO_FACTOR_NOT_ENABLED: 'not-enabled',
  } as const)
  if (!answer.ok) return answer
  await forgetAttempts(ctx, counted)
  await ctx.db
    .transaction()
    .execute((tx) => recordSecurityChange(ctx, tx, viewer.userId, 'backup-codes-renewed'))
  return ok(answer.value.backupCodes)
}
