import type { PasskeyAssertion } from '../../contract/accounts.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { cookiesOf } from './call-auth.ts'
import { type PasskeyRefusal, verifyPasskey } from './verify-passkey.ts'

/** Signs in by what the device answered. A passkey stands for both factors, so no code follows. Returns the cookies. */
export async function signInWithPasskey(
  ctx: Context,
  response: PasskeyAssertion,
  headers: Headers,
): Promise<Result<Headers, PasskeyRefusal>> {
  const verified = await verifyPasskey(ctx, response, headers)
  return verified.ok ? ok(cookiesOf(verified.value)) : verified
}
