import { sql } from 'kysely'
import { paths } from '../../contract/paths.ts'
import { HOUR_MS } from '../../domain/deadlines.ts'
import type { UserId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { limitAttempts, limits } from './limit-attempts.ts'
import { hashLinkToken } from './link-token.ts'

const LINK_MS = HOUR_MS

/**
 * Mails a link to set another password, good for an hour. An unknown address gets the same answer after the same work:
 * the same statements run, with an id that nobody has, and are undone up to a savepoint.
 */
export async function requestPasswordReset(
  ctx: Context,
  { email }: { readonly email: string },
  headers: Headers,
): Promise<Result<void, 'too-many-attempts'>> {
  const allowed = await limitAttempts(ctx, limits.passwordReset(email, headers))
  if (!allowed.ok) return allowed

  await ctx.db.transaction().execute(async (tx) => {
    const user = await tx
      .selectFrom('users')
      .where('email', '=', email)
      .select(['id', 'name'])
      .executeTakeFirst()
    const token = ctx.chance.newToken()
    const tokenHash = hashLinkToken(token)
    const now = await ctx.clock(tx)
    await sql`savepoint link`.execute(tx)
    await tx
      .insertInto('passwordResets')
      .values({
        tokenHash,
        userId: user?.id ?? (ctx.chance.newId() as UserId),
        createdAt: now,
        expiresAt: now + LINK_MS,
      })
      .execute()
    await queueMail(ctx, tx, {
      to: { email, name: user?.name ?? email },
      template: 'reset-password',
      props: { path: paths.resetPassword({ token }) },
      dedupeKey: `password-reset/${tokenHash}`,
    })
    await (user ? sql`release savepoint link` : sql`rollback to savepoint link`).execute(tx)
  })
  return ok()
}
