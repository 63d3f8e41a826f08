import type { MiddlewareHandler } from 'hono'
import type { Config } from '../config.ts'

const READS = new Set(['GET', 'HEAD'])

/**
 * A write must come from our own pages: its `Origin` is ours. Browsers send it with every write; a program that is no
 * browser has to send it too.
 */
export function originCheck(origins: ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    if (READS.has(c.req.method)) return next()
    const origin = c.req.header('Origin')
    if (origin === undefined || !origins.has(origin)) {
      return c.json({ result: 'refused', code: 'wrong-origin', nextPossibleAt: null }, 403)
    }
    return next()
  }
}

/** Our address; on loopback also its other names, for which no certificate tells them apart. */
export function ownOrigins({ baseUrl, port }: Pick<Config, 'baseUrl' | 'port'>): ReadonlySet<string> {
  const origin = new URL(baseUrl).origin
  const names = new Set([origin])
  if (/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(origin)) {
    for (const name of ['localhost', '127.0.0.1', '[::1]']) names.add(`http://${name}:${port}`)
  }
  return names
}
