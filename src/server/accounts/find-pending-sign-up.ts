import type { Context } from '../context.ts'
import { hashLinkToken } from './link-token.ts'

export type PendingSignUp = { readonly email: string; readonly name: string }

/** The account that a mailed link is to open; null where the link was used, has expired, or never was. */
export async function findPendingSignUp(
  ctx: Pick<Context, 'db' | 'clock'>,
  token: string,
): Promise<PendingSignUp | null> {
  const row = await ctx.db
    .selectFrom('pendingSignUps')
    .where('tokenHash', '=', hashLinkToken(token))
    .where('expiresAt', '>', await ctx.clock(ctx.db))
    .select(['email', 'name'])
    .executeTakeFirst()
  return row ?? null
}
