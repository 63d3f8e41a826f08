import type { Viewer } from '../../contract/viewer.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { checkPassword, type PasswordRefusal } from './check-password.ts'
import { findSignIn } from './find-viewer.ts'
import { refreshSignIn } from './fresh-sign-in.ts'

/** Makes the present sign-in fresh by the password: asked for before acts that a borrowed session must not do. */
export async function confirmPassword(
  ctx: Context,
  viewer: Viewer,
  { password }: { readonly password: string },
  headers: Headers,
): Promise<Result<void, PasswordRefusal | 'not-signed-in'>> {
  const signIn = await findSignIn(ctx, headers)
  if (signIn?.viewer.userId !== viewer.userId) return err('not-signed-in')
  const known = await checkPassword(ctx, viewer.userId, password)
  if (!known.ok) return known
  await refreshSignIn(ctx, ctx.db, signIn.signInId)
  return ok()
}
