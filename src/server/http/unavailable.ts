import type { Context as HonoContext } from 'hono'

/** In seconds: PostgreSQL is back a moment after it was killed. */
export const RETRY_AFTER = '5'

/**
 * The answer while the database cannot be asked: nobody is told that they are signed out, or that there is no such
 * matter. Pages are made of what the database says; without it there is this one.
 */
export function unavailable(c: HonoContext): Response {
  c.header('Retry-After', RETRY_AFTER)
  c.header('Cache-Control', 'no-store')
  if (c.req.path.startsWith('/api/')) {
    return c.json({ result: 'refused', code: 'temporarily-unavailable', nextPossibleAt: null }, 503)
  }
  return c.html(PAGE, 503)
}

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Unavailable for a moment · Backchannel</title>
<main>
<h1>Backchannel is unavailable for a moment</h1>
<p>Nothing that you had seen confirmed is lost. If you were submitting something, load the page again in a minute to see
whether it went through before you repeat it.</p>
<p><a href="">Load the page again</a></p>
</main>
</html>
`
