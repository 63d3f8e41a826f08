import type { MiddlewareHandler } from 'hono'

const KNOWN = ['GET', 'HEAD', 'POST']

/**
 * No page and no command of ours takes another method: they are refused before anybody is looked up or anything is read.
 * React Router would take some of them for a form.
 */
export const knownMethods: MiddlewareHandler = async (c, next) => {
  if (KNOWN.includes(c.req.method)) return next()
  c.header('Allow', KNOWN.join(', '))
  return c.json({ result: 'refused', code: 'no-such-method', nextPossibleAt: null }, 405)
}
