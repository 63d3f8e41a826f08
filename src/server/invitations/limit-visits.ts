import type { Result } from '../../domain/result.ts'
import { limitAttempts, limits } from '../accounts/limit-attempts.ts'
import type { Context } from '../context.ts'

/**
 * Counts a visit to the page of an invitation, by the place it comes from, signed in or not. Tokens cannot be guessed; but
 * whoever has a link could have passwords hashed and mail written with each form, and whoever has none could look.
 */
export function limitVisits(ctx: Context, headers: Headers): Promise<Result<void, 'too-many-attempts'>> {
  return limitAttempts(ctx, limits.invitation(headers))
}
