import type { Viewer } from '../../contract/viewer.ts'
import type { UserId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import type { Db, Tx } from '../db/database.ts'

/** Nobody can have mail at this address, and nobody can sign in with it: it has no password and is not verified. */
const EMAIL = 'opponent@practice.invalid'

const OPPONENT = { name: 'Practice opponent', email: EMAIL, timeZone: 'UTC' } as const

/** The account that the program plays the other side with, the same in all practice matters. */
export async function ensureOpponent(ctx: Context, tx: Tx): Promise<Viewer> {
  const at = await ctx.clock(tx)
  await tx
    .insertInto('users')
    .values({
      ...OPPONENT,
      id: ctx.chance.newId() as UserId,
      emailVerified: false,
      image: null,
      occupation: 'attorney',
      firm: '',
      factorsChangedAt: at,
      createdAt: new Date(at),
      updatedAt: new Date(at),
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute()
  const opponent = await findOpponent(tx)
  if (!opponent) throw new Error('the practice opponent has no account')
  return opponent
}

export async function findOpponent(db: Db | Tx): Promise<Viewer | null> {
  const row = await db.selectFrom('users').select('id').where('email', '=', EMAIL).executeTakeFirst()
  return row ? { ...OPPONENT, userId: row.id } : null
}
