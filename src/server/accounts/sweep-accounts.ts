import type { Context } from '../context.ts'

/** Clears away what has expired. Nothing depends on it: whatever is past its time is refused before, too. */
export async function sweepAccounts({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const now = await clock(db)
  await db.deleteFrom('pendingSignUps').where('expiresAt', '<=', now).execute()
  await db.deleteFrom('passwordResets').where('expiresAt', '<=', now).execute()
  await db.deleteFrom('authRateLimits').where('windowEndsAt', '<=', now).execute()
  // These are better-auth's, by the time of this machine and not of a test's clock.
  await db
    .deleteFrom('signIns')
    .where('expiresAt', '<=', (where) => where.fn('now'))
    .execute()
  await db
    .deleteFrom('verifications')
    .where('expiresAt', '<=', (where) => where.fn('now'))
    .execute()
}
