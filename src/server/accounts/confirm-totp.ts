import type { Viewer } from '../../contract/viewer.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { callAuth, cookiesOf } from './call-auth.ts'
import { limitAttempts, limits } from './limit-attempts.ts'
import { recordSecurityChange } from './record-security-change.ts'

export type TotpConfirmed = {
  /** Shown now and never again. */
  readonly backupCodes: readonly string[]
  /** The cookies to send on: the sign-in is renewed. */
  readonly headers: Headers
}

/** Ends the setting up of an authenticator app: from now on signing in by password asks for a code. */
export async function confirmTotp(
  ctx: Context,
  viewer: Viewer,
  { code }: { readonly code: string },
  headers: Headers,
): Promise<Result<TotpConfirmed, 'wrong-code' | 'not-begun' | 'too-many-attempts'>> {
  const allowed = await limitAttempts(ctx, limits.totpSetup(viewer.userId))
  if (!allowed.ok) return allowed
  const { api } = ctx.auth
  const answer = await callAuth(
    () => api.verifyTOTP({ body: { code: code.replace(/\D/g, '') }, headers, returnHeaders: true }),
    { INVALID_CODE: 'wrong-code', TOTP_NOT_ENABLED: 'not-begun' } as const,
  )
  if (!answer.ok) return answer
  await ctx.db.transaction().execute((tx) => recordSecurityChange(ctx, tx, viewer.userId, 'totp-enabled'))
  const { backupCodes } = await api.viewBackupCodes({ body: { userId: viewer.userId } })
  return ok({ backupCodes, headers: cookiesOf(answer.value) })
}
