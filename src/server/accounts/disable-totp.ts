import type { Viewer } from '../../contract/viewer.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { checkPassword, type PasswordRefusal } from './check-password.ts'
import { recordSecurityChange } from './record-security-change.ts'

/** Takes the authenticator app and its backup codes away: the password alone will do again. */
export async function disableTotp(
  ctx: Context,
  viewer: Viewer,
  { password }: { readonly password: string },
): Promise<Result<void, PasswordRefusal>> {
  const known = await checkPassword(ctx, viewer.userId, password)
  if (!known.ok) return known
  await ctx.db.transaction().execute(async (tx) => {
    await tx.deleteFrom('twoFactors').where('userId', '=', viewer.userId).execute()
    const { numUpdatedRows } = await tx
      .updateTable('users')
      .set({ twoFactorEnabled: false })
      .where('id', '=', viewer.userId)
      .where('twoFactorEnabled', '=', true)
      .executeTakeFirst()
    // Where none was in use there is no change to tell of.
    if (numUpdatedRows > 0n) await recordSecurityChange(ctx, tx, viewer.userId, 'totp-disabled')
  })
  return ok()
}
