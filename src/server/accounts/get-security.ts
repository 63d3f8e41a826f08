import type { SecurityOverview } from '../../contract/accounts.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Context } from '../context.ts'

/** The ways in which the person can sign in. */
export async function getSecurity(ctx: Context, viewer: Viewer): Promise<SecurityOverview> {
  const { twoFactorEnabled } = await ctx.db
    .selectFrom('users')
    .where('id', '=', viewer.userId)
    .select('twoFactorEnabled')
    .executeTakeFirstOrThrow()
  const passkeys = await ctx.db
    .selectFrom('passkeys')
    .where('userId', '=', viewer.userId)
    .select(['id', 'name', 'createdAt'])
    .orderBy('createdAt')
    .execute()
  return {
    totpEnabled: twoFactorEnabled,
    passkeys: passkeys.map(({ id, name, createdAt }) => ({
      passkeyId: id,
      name: name ?? 'Passkey',
      addedAt: createdAt?.getTime() ?? null,
    })),
  }
}
