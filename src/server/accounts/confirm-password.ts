import type { Viewer } from '../../contract/viewer.ts'
import { HOUR_MS, type Instant } from '../../domain/deadlines.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { checkPassword, type PasswordRefusal } from './check-password.ts'
import { findSignIn } from './find-viewer.ts'

/** For how long after giving the password, or signing in, somebody counts as just having proved who they are. */
const FRESH_MS = HOUR_MS / 6

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
  await ctx.db
    .updateTable('signIns')
    .set({ authenticatedAt: await ctx.clock(ctx.db) })
    .where('id', '=', signIn.signInId)
    .execute()
  return ok()
}

/** Whether the person proved within the last ten minutes who they are. */
export function isFresh({ authenticatedAt }: { readonly authenticatedAt: Instant }, now: Instant): boolean {
  return now - authenticatedAt < FRESH_MS
}
