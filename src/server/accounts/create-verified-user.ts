import type { AccountDetails } from '../../contract/accounts.ts'
import type { UserId } from '../../domain/ids.ts'
import { findPasswordProblem, type PasswordProblem } from '../../domain/password-policy.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { hashPassword } from './hash-password.ts'
import { insertUser } from './user-store.ts'

export type VerifiedUser = AccountDetails & { readonly email: string; readonly password: string }

/**
 * Makes an account whose address counts as verified, because a one-use token that was mailed there is spent in the same
 * transaction. `address-taken` tells that the account exists: only for somebody who has proved to own the address.
 */
export async function createVerifiedUser(
  ctx: Pick<Context, 'clock' | 'chance'>,
  tx: Tx,
  { password, ...user }: VerifiedUser,
): Promise<Result<{ readonly userId: UserId }, 'address-taken' | PasswordProblem>> {
  const problem = findPasswordProblem(password, [user.name, user.email, user.firm])
  if (problem) return err(problem)
  const passwordHash = await hashPassword(ctx.chance, password)
  const userId = await insertUser(ctx, tx, { ...user, passwordHash })
  return userId === null ? err('address-taken') : ok({ userId })
}
