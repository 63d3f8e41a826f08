import type { Viewer } from '../../contract/viewer.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { callAuth } from './call-auth.ts'
import { findSignIn } from './find-viewer.ts'
import { refreshSignIn } from './fresh-sign-in.ts'
import { forgetAttempts, limitAttempts, limits } from './limit-attempts.ts'

/**
 * Makes the present sign-in fresh by six digits of the authenticator app. A backup code does not: it is for getting in
 * without the app (decision 011). `not-enabled`: the account has no app.
 */
export async function confirmAppCode(
  ctx: Context,
  viewer: Viewer,
  { code }: { readonly code: string },
  headers: Headers,
): Promise<Result<void, 'wrong-code' | 'not-enabled' | 'too-many-attempts' | 'not-signed-in'>> {
  const signIn = await findSignIn(ctx, headers)
  if (signIn?.viewer.userId !== viewer.userId) return err('not-signed-in')
  const counted = limits.appCode(viewer.userId)
  const allowed = await limitAttempts(ctx, counted)
  if (!allowed.ok) return allowed
  // Of an app that is only being set up, the first right code would turn it on.
  if (!(await hasApp(ctx, viewer))) return err('not-enabled')
  const typed = code.replace(/\D/g, '')
  const answer = await callAuth(() => ctx.auth.api.verifyTOTP({ body: { code: typed }, headers }), {
    INVALID_CODE: 'wrong-code',
    TOTP_NOT_ENABLED: 'not-enabled',
  } as const)
  if (!answer.ok) return answer
  const firstUse = await limitAttempts(ctx, limits.totpCode(viewer.userId, typed))
  if (!firstUse.ok) return err('wrong-code')
  await forgetAttempts(ctx, counted)
  await refreshSignIn(ctx, ctx.db, signIn.signInId)
  return ok()
}

async function hasApp(ctx: Context, viewer: Viewer): Promise<boolean> {
  const { twoFactorEnabled } = await ctx.db
    .selectFrom('users')
    .where('id', '=', viewer.userId)
    .select('twoFactorEnabled')
    .executeTakeFirstOrThrow()
  return twoFactorEnabled
}
