import type { UserId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { verifyPassword } from './hash-password.ts'
import { limitAttempts, limits } from './limit-attempts.ts'
import { hashLinkToken } from './link-token.ts'
import { openSignIn } from './open-sign-in.ts'
import { insertUser } from './user-store.ts'

export type EmailVerified = {
  readonly userId: UserId
  /** The cookies of the sign-in. */
  readonly headers: Headers
  readonly nextPath: string | null
}

export type VerifyEmailRefusal = 'link-expired' | 'wrong-password' | 'too-many-attempts'

/**
 * Opens the account that was asked for and signs its holder in. The link proves the address; the password proves that
 * whoever follows it is the one who asked. `link-expired`: used, expired, or the account came to be in another way.
 */
export async function verifyEmail(
  ctx: Context,
  { token, password }: { readonly token: string; readonly password: string },
  headers: Headers,
): Promise<Result<EmailVerified, VerifyEmailRefusal>> {
  const tokenHash = hashLinkToken(token)
  const pending = await ctx.db
    .selectFrom('pendingSignUps')
    .where('tokenHash', '=', tokenHash)
    .select('passwordHash')
    .executeTakeFirst()
  if (!pending) return err('link-expired')
  const allowed = await limitAttempts(ctx, limits.verifyEmail(tokenHash))
  if (!allowed.ok) return allowed
  if (!(await verifyPassword(pending.passwordHash, password))) return err('wrong-password')

  const opened = await transact(ctx.db, (tx) => openAccount(ctx, tx, tokenHash))
  if (!opened.ok) return opened
  return ok({ ...opened.value, headers: await openSignIn(ctx, opened.value.userId, headers) })
}

async function openAccount(
  ctx: Context,
  tx: Tx,
  tokenHash: string,
): Promise<Result<{ userId: UserId; nextPath: string | null }, 'link-expired'>> {
  // Spends the link: of two that follow it at once, the second waits here and finds nothing.
  const spent = await tx
    .deleteFrom('pendingSignUps')
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', await ctx.clock(tx))
    .returning(['email', 'name', 'passwordHash', 'occupation', 'firm', 'timeZone', 'nextPath'])
    .executeTakeFirst()
  if (!spent) return err('link-expired')
  const { nextPath, ...user } = spent
  const userId = await insertUser(ctx, tx, user)
  return userId === null ? err('link-expired') : ok({ userId, nextPath })
}
