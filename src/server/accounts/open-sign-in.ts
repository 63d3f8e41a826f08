import type { UserId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { cookiesOf } from './call-auth.ts'

/**
 * Signs somebody in who has just proved to be the holder of a verified address, by the one-use link in a mail, and has
 * given the password: at the end of a sign-up. Returns the cookies. Never call it for anybody else: it asks for nothing.
 */
export async function openSignIn(
  ctx: Pick<Context, 'auth'>,
  userId: UserId,
  headers: Headers,
): Promise<Headers> {
  return cookiesOf(await ctx.auth.api.openSignIn({ body: { userId }, headers, returnHeaders: true }))
}
