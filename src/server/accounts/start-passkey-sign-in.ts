import { ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { cookiesOf } from './call-auth.ts'
import { limitAttempts, limits } from './limit-attempts.ts'

/** What the browser asks the device with, and the cookie that its answer has to come back with within five minutes. */
export type PasskeyCeremony = { readonly options: object; readonly headers: Headers }

/** Begins a sign-in by passkey. It asks for no address, so it tells nothing about any. */
export async function startPasskeySignIn(
  ctx: Context,
  headers: Headers,
): Promise<Result<PasskeyCeremony, 'too-many-attempts'>> {
  const allowed = await limitAttempts(ctx, limits.passkey(headers))
  if (!allowed.ok) return allowed
  const answer = await ctx.auth.api.generatePasskeyAuthenticationOptions({ headers, returnHeaders: true })
  // better-auth asks for the owner's presence at the device where it can; we insist.
  return ok({ options: { ...answer.response, userVerification: 'required' }, headers: cookiesOf(answer) })
}
