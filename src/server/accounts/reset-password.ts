import { findPasswordProblem, type PasswordProblem } from '../../domain/password-policy.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { hashPassword } from './hash-password.ts'
import { hashLinkToken } from './link-token.ts'
import { recordSecurityChange } from './record-security-change.ts'
import { replacePassword } from './user-store.ts'

/**
 * Sets another password by a mailed link, and ends every sign-in in the same transaction: whoever was in without right
 * is out. Second factors stay; numbers sealed before can be replaced from now on, not revealed.
 */
export async function resetPassword(
  ctx: Context,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<Result<void, 'link-expired' | PasswordProblem>> {
  const tokenHash = hashLinkToken(token)
  return transact(ctx.db, async (tx) => {
    const now = await ctx.clock(tx)
    // Spends the link: of two that follow it at once, the second waits here and finds nothing.
    const spent = await tx
      .deleteFrom('passwordResets')
      .where('tokenHash', '=', tokenHash)
      .where('expiresAt', '>', now)
      .returning('userId')
      .executeTakeFirst()
    if (!spent) return err('link-expired')
    const user = await tx
      .selectFrom('users')
      .where('id', '=', spent.userId)
      .select(['id', 'name', 'email', 'firm'])
      .executeTakeFirstOrThrow()
    // A refusal undoes all of this, and the link can be used again.
    const problem = findPasswordProblem(password, [user.name, user.email, user.firm])
    if (problem) return err(problem)

    await replacePassword(ctx, tx, user.id, await hashPassword(ctx.chance, password))
    await tx.deleteFrom('signIns').where('userId', '=', user.id).execute()
    await recordSecurityChange(ctx, tx, user.id, 'password-reset')
    return ok()
  })
}
