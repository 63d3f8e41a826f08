import type { Context as HonoContext } from 'hono'

/** In seconds: PostgreSQL is back a moment after it was killed. */
export const RETRY_AFTER = '5'

/**
 * The API's answer while the database cannot be asked: nobody is told that they are signed out, or that there is no such
 * matter. For pages see `foreseen-faults.ts`.
 */
export function unavailable(c: HonoContext): Response {
  c.header('Retry-After', RETRY_AFTER)
  c.header('Cache-Control', 'no-store')
  return c.json({ result: 'refused', code: 'temporarily-unavailable', nextPossibleAt: null }, 503)
}
