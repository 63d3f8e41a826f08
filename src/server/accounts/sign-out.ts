import type { Context } from '../context.ts'
import { cookiesOf } from './call-auth.ts'

/** Ends the sign-in that the request comes with, if any. Returns the cookies to take away. */
export async function signOut(ctx: Pick<Context, 'auth'>, headers: Headers): Promise<Headers> {
  return cookiesOf(await ctx.auth.api.signOut({ headers, returnHeaders: true }))
}
