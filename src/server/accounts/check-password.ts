import type { UserId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { verifyPassword } from './hash-password.ts'
import { forgetAttempts, limitAttempts, limits } from './limit-attempts.ts'

export type PasswordRefusal = 'wrong-password' | 'too-many-attempts'

/** Whether a signed-in person knows the account's password. Ten failures in a quarter of an hour are the most. */
export async function checkPassword(
  ctx: Context,
  userId: UserId,
  password: string,
): Promise<Result<void, PasswordRefusal>> {
  const counted = limits.password(userId)
  const allowed = await limitAttempts(ctx, counted)
  if (!allowed.ok) return allowed
  const credential = await ctx.db
    .selectFrom('credentials')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .select('password')
    .executeTakeFirst()
  if (!credential?.password || !(await verifyPassword(credential.password, password))) {
    return err('wrong-password')
  }
  await forgetAttempts(ctx, counted)
  return ok()
}
