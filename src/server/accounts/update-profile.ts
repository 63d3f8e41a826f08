import type { AccountDetails } from '../../contract/accounts.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Context } from '../context.ts'

/** Changes what the person has told about themselves. The address stays: invitations and seats are bound to it. */
export async function updateProfile(ctx: Context, viewer: Viewer, details: AccountDetails): Promise<void> {
  const { name, occupation, firm, timeZone } = details
  await ctx.db
    .updateTable('users')
    .set({ name, occupation, firm, timeZone, updatedAt: new Date(await ctx.clock(ctx.db)) })
    .where('id', '=', viewer.userId)
    .execute()
}
