import type { Viewer } from '../../contract/viewer.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { cookiesOf } from './call-auth.ts'
import { findSignIn } from './find-viewer.ts'
import { isFresh } from './fresh-sign-in.ts'
import type { PasskeyCeremony } from './start-passkey-sign-in.ts'

/** Begins to add a passkey. `not-fresh`: the password has to be confirmed first. */
export async function startPasskeyRegistration(
  ctx: Context,
  viewer: Viewer,
  headers: Headers,
): Promise<Result<PasskeyCeremony, 'not-fresh'>> {
  const signIn = await findSignIn(ctx, headers)
  if (signIn?.viewer.userId !== viewer.userId) return err('not-fresh')
  if (!isFresh(signIn, await ctx.clock(ctx.db))) return err('not-fresh')
  const answer = await ctx.auth.api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true })
  return ok({ options: answer.response, headers: cookiesOf(answer) })
}
