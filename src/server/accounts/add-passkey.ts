import type { NewPasskey } from '../../contract/accounts.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { callAuth } from './call-auth.ts'
import { findSignIn } from './find-viewer.ts'
import { isFresh } from './fresh-sign-in.ts'
import { recordSecurityChange } from './record-security-change.ts'

/** Adds the passkey that the device made. `not-fresh`: the password has to be confirmed again. */
export async function addPasskey(
  ctx: Context,
  viewer: Viewer,
  { name, response }: NewPasskey,
  headers: Headers,
): Promise<Result<void, 'not-fresh' | 'passkey-refused'>> {
  const signIn = await findSignIn(ctx, headers)
  if (signIn?.viewer.userId !== viewer.userId) return err('not-fresh')
  if (!isFresh(signIn, await ctx.clock(ctx.db))) return err('not-fresh')
  const answer = await callAuth(
    () => ctx.auth.api.verifyPasskeyRegistration({ body: { response, name }, headers }),
    {
      CHALLENGE_NOT_FOUND: 'passkey-refused',
      AUTHENTICATION_FAILED: 'passkey-refused',
      FAILED_TO_VERIFY_REGISTRATION: 'passkey-refused',
      YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY: 'passkey-refused',
    } as const,
  )
  if (!answer.ok) return answer
  await ctx.db.transaction().execute((tx) => recordSecurityChange(ctx, tx, viewer.userId, 'passkey-added'))
  return ok()
}
