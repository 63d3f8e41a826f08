import { HOUR_MS, type Instant } from '../../domain/deadlines.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'

/** For how long after proving who they are, or signing in, somebody counts as having just done so. */
export const FRESH_MS = HOUR_MS / 12

/** Whether the person proved within the last five minutes who they are; not by a clock that has stepped far back since. */
export function isFresh({ authenticatedAt }: { readonly authenticatedAt: Instant }, now: Instant): boolean {
  return Math.abs(now - authenticatedAt) < FRESH_MS
}

/** What a sign-in proves of its person, and since when. */
export type Proof = {
  readonly authenticatedAt: Instant
  /** When the person last got a new way of signing in. */
  readonly factorsChangedAt: Instant
}

/** Null where the sign-in has ended; one that is there cannot be ended before this transaction is. */
export async function readProof(tx: Tx, signInId: string): Promise<Proof | null> {
  const proof = await tx
    .selectFrom('signIns')
    .innerJoin('users', 'users.id', 'signIns.userId')
    .where('signIns.id', '=', signInId)
    .select(['signIns.authenticatedAt', 'users.factorsChangedAt'])
    .forShare('signIns')
    .executeTakeFirst()
  return proof ?? null
}

/** The person has just proved again who they are. Call it after the proof alone: it asks for nothing. */
export async function refreshSignIn(ctx: Context, db: Context['db'] | Tx, signInId: string): Promise<void> {
  await db
    .updateTable('signIns')
    .set({ authenticatedAt: await ctx.clock(db) })
    .where('id', '=', signInId)
    .execute()
}
