import type { AccountDetails } from '../../contract/accounts.ts'
import type { UserId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'

export type NewUser = AccountDetails & { readonly email: string; readonly passwordHash: string }

/** The account and its password, and an end to all that waited for this address. Null where the address is taken. */
export async function insertUser(
  ctx: Pick<Context, 'clock' | 'chance'>,
  tx: Tx,
  { passwordHash, ...user }: NewUser,
): Promise<UserId | null> {
  const now = await ctx.clock(tx)
  const id = ctx.chance.newId() as UserId
  const stamps = { createdAt: new Date(now), updatedAt: new Date(now) }
  const inserted = await tx
    .insertInto('users')
    .values({ ...user, ...stamps, id, emailVerified: true, image: null, factorsChangedAt: now })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return null
  await tx
    .insertInto('credentials')
    .values({
      ...stamps,
      id: ctx.chance.newId(),
      userId: id,
      accountId: id,
      providerId: 'credential',
      password: passwordHash,
    })
    .execute()
  await tx.deleteFrom('pendingSignUps').where('email', '=', user.email).execute()
  return id
}

/** Another password, and an end to the links that would have changed it. */
export async function replacePassword(
  ctx: Pick<Context, 'clock'>,
  tx: Tx,
  userId: UserId,
  passwordHash: string,
): Promise<void> {
  const now = new Date(await ctx.clock(tx))
  await tx
    .updateTable('credentials')
    .set({ password: passwordHash, updatedAt: now })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .execute()
  await tx.deleteFrom('passwordResets').where('userId', '=', userId).execute()
}
