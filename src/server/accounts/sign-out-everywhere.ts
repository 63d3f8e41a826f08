import type { Viewer } from '../../contract/viewer.ts'
import type { Context } from '../context.ts'
import { signOut } from './sign-out.ts'

/** Ends every sign-in of the person, this one included. Returns the cookies to take away. */
export async function signOutEverywhere(ctx: Context, viewer: Viewer, headers: Headers): Promise<Headers> {
  await ctx.db.deleteFrom('signIns').where('userId', '=', viewer.userId).execute()
  return signOut(ctx, headers)
}
