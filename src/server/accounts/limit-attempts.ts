import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { DAY_MS, HOUR_MS } from '../../domain/deadlines.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { findClientAddress } from './client-address.ts'

export type AttemptContext = Pick<Context, 'config' | 'db' | 'clock'>

type Limit = {
  readonly key: string
  readonly max: number
  readonly windowMs: number
  /** Counts the failures of one person: forgotten when that person gets in. */
  readonly forgiving?: boolean
}

const MINUTE_MS = HOUR_MS / 60
const QUARTER_MS = 15 * MINUTE_MS

/**
 * What may be tried how often. By person and place together, so that nobody can lock another out with ease; by person
 * alone, against a net of machines (SP 800-63B-4, 3.2.2 wants at most 100); by place alone, against trying many people.
 */
export const limits = {
  signIn: (email: string, headers: Headers): readonly Limit[] => [
    ...byPlace('sign-in', headers, 300, QUARTER_MS),
    ...byPlace(`sign-in/${email}`, headers, 10, QUARTER_MS, true),
    { key: `sign-in/${email}`, max: 100, windowMs: DAY_MS, forgiving: true },
  ],
  signUp: (email: string, headers: Headers) => [
    ...byPlace('sign-up', headers, 200, HOUR_MS),
    { key: `sign-up/${email}`, max: 5, windowMs: HOUR_MS },
  ],
  passwordReset: (email: string, headers: Headers) => [
    ...byPlace('password-reset', headers, 100, HOUR_MS),
    { key: `password-reset/${email}`, max: 5, windowMs: HOUR_MS },
  ],
  verifyEmail: (tokenHash: string) => [{ key: `verify-email/${tokenHash}`, max: 10, windowMs: DAY_MS }],
  password: (userId: string) => [
    { key: `password/${userId}`, max: 10, windowMs: QUARTER_MS, forgiving: true },
  ],
  totpSetup: (userId: string) => [{ key: `totp-setup/${userId}`, max: 10, windowMs: QUARTER_MS }],
  appCode: (userId: string) => [
    { key: `app-code/${userId}`, max: 10, windowMs: QUARTER_MS, forgiving: true },
    { key: `app-code/day/${userId}`, max: 50, windowMs: DAY_MS, forgiving: true },
  ],
  /** Each code is good once (SP 800-63B-4, 3.1.4.2). The app's clock may be half a minute off either way. */
  totpCode: (userId: string, code: string) => [
    { key: `totp/${userId}/${code}`, max: 1, windowMs: 2 * MINUTE_MS },
  ],
  passkey: (headers: Headers) => byPlace('passkey', headers, 300, QUARTER_MS),
  /** An office of many lawyers is one place. */
  invitation: (headers: Headers) => byPlace('invitation', headers, 600, QUARTER_MS),
}

function byPlace(
  what: string,
  headers: Headers,
  max: number,
  windowMs: number,
  forgiving = false,
): readonly Limit[] {
  const address = findClientAddress(headers)
  return address === null ? [] : [{ key: `${what}@${address}`, max, windowMs, forgiving }]
}

/** Counts an attempt against each limit, and refuses it where one is reached. What was refused counts too. */
export async function limitAttempts(
  ctx: AttemptContext,
  given: readonly Limit[],
): Promise<Result<void, 'too-many-attempts'>> {
  const now = await ctx.clock(ctx.db)
  let refused = false
  for (const { key, max, windowMs } of given) {
    const { count } = await ctx.db
      .insertInto('authRateLimits')
      .values({ key: hideKey(ctx, key), count: 1, windowEndsAt: now + windowMs })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          count: sql`case when auth_rate_limits.window_ends_at <= ${now} then 1 else auth_rate_limits.count + 1 end`,
          windowEndsAt: sql`case when auth_rate_limits.window_ends_at <= ${now}
            then excluded.window_ends_at else auth_rate_limits.window_ends_at end`,
        }),
      )
      .returning('count')
      .executeTakeFirstOrThrow()
    if (count > max) refused = true
  }
  return refused ? err('too-many-attempts') : ok()
}

/** Forgets the attempts of somebody who got in. Those of a place stay: they may have been made for many people. */
export async function forgetAttempts(ctx: AttemptContext, given: readonly Limit[]): Promise<void> {
  const keys = given.filter(({ forgiving }) => forgiving).map(({ key }) => hideKey(ctx, key))
  await ctx.db.deleteFrom('authRateLimits').where('key', 'in', keys).execute()
}

/** The table would otherwise list the addresses that were tried. */
function hideKey(ctx: AttemptContext, key: string): string {
  return createHmac('sha256', ctx.config.secrets.auth).update(`attempts/${key}`).digest('base64url')
}
