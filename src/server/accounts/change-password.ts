import type { Viewer } from '../../contract/viewer.ts'
import { findPasswordProblem, type PasswordProblem } from '../../domain/password-policy.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { checkPassword, type PasswordRefusal } from './check-password.ts'
import { findSignIn } from './find-viewer.ts'
import { getProfile } from './get-profile.ts'
import { hashPassword } from './hash-password.ts'
import { recordSecurityChange } from './record-security-change.ts'
import { replacePassword } from './user-store.ts'

export type ChangePassword = { readonly currentPassword: string; readonly newPassword: string }

/** Replaces the password and ends every other sign-in of the person. */
export async function changePassword(
  ctx: Context,
  viewer: Viewer,
  { currentPassword, newPassword }: ChangePassword,
  headers: Headers,
): Promise<Result<void, PasswordRefusal | PasswordProblem | 'not-signed-in'>> {
  const signIn = await findSignIn(ctx, headers)
  if (signIn?.viewer.userId !== viewer.userId) return err('not-signed-in')
  const profile = await getProfile(ctx, viewer)
  const problem = findPasswordProblem(newPassword, [profile.name, profile.email, profile.firm])
  if (problem) return err(problem)
  const known = await checkPassword(ctx, viewer.userId, currentPassword)
  if (!known.ok) return known

  const passwordHash = await hashPassword(ctx.chance, newPassword)
  await ctx.db.transaction().execute(async (tx) => {
    await replacePassword(ctx, tx, viewer.userId, passwordHash)
    await tx
      .deleteFrom('signIns')
      .where('userId', '=', viewer.userId)
      .where('id', '!=', signIn.signInId)
      .execute()
    await recordSecurityChange(ctx, tx, viewer.userId, 'password-changed')
  })
  return ok()
}
