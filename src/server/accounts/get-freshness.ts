import type { Freshness } from '../../contract/identity.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Context } from '../context.ts'
import { findSignIn } from './find-viewer.ts'
import { isFresh } from './fresh-sign-in.ts'
import { getSecurity } from './get-security.ts'

/** Whether the person has just proved who they are, and by what else than the password they can do it again. */
export async function getFreshness(ctx: Context, viewer: Viewer, headers: Headers): Promise<Freshness> {
  const signIn = await findSignIn(ctx, headers)
  const { totpEnabled, passkeys } = await getSecurity(ctx, viewer)
  const fresh = signIn?.viewer.userId === viewer.userId && isFresh(signIn, await ctx.clock(ctx.db))
  return { fresh, appCode: totpEnabled, passkey: passkeys.length > 0 }
}
