import type { Context } from '../context.ts'
import { hashLinkToken } from './link-token.ts'

/** Whose password a mailed link is to change; null where the link was used, has expired, or never was. */
export async function findPasswordReset(
  ctx: Pick<Context, 'db' | 'clock'>,
  token: string,
): Promise<{ readonly email: string } | null> {
  const row = await ctx.db
    .selectFrom('passwordResets')
    .innerJoin('users', 'users.id', 'passwordResets.userId')
    .where('passwordResets.tokenHash', '=', hashLinkToken(token))
    .where('passwordResets.expiresAt', '>', await ctx.clock(ctx.db))
    .select('users.email')
    .executeTakeFirst()
  return row ?? null
}
