import type { PasskeyAssertion } from '../../contract/accounts.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { findSignIn } from './find-viewer.ts'
import { refreshSignIn } from './fresh-sign-in.ts'
import { type PasskeyRefusal, verifyPasskey } from './verify-passkey.ts'

/**
 * Makes the present sign-in fresh by a passkey of the same person; begun by `startPasskeySignIn`. The sign-in that the
 * passkey would open is taken back in the same step: the present one goes on.
 */
export async function confirmPasskey(
  ctx: Context,
  viewer: Viewer,
  response: PasskeyAssertion,
  headers: Headers,
): Promise<Result<void, PasskeyRefusal | 'not-signed-in'>> {
  const signIn = await findSignIn(ctx, headers)
  if (signIn?.viewer.userId !== viewer.userId) return err('not-signed-in')
  const verified = await verifyPasskey(ctx, response, headers)
  if (!verified.ok) return verified
  const { session } = verified.value.response
  await ctx.db.deleteFrom('signIns').where('id', '=', session.id).execute()
  if (session.userId !== viewer.userId) return err('passkey-refused')
  await refreshSignIn(ctx, ctx.db, signIn.signInId)
  return ok()
}
