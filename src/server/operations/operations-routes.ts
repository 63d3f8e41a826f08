import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { healthRoutes } from '../http/health-routes.ts'
import type { Readiness } from '../http/readiness.ts'
import type { Metrics } from './metrics.ts'

/**
 * What those who run the machines ask, on a port of its own: whoever reaches the product's port reaches no metrics. With
 * a token, they take it along as `Authorization: Bearer`.
 */
export function operationsRoutes(metrics: Metrics, readiness: Readiness, token: string | null) {
  const routes = new Hono()
  routes.route('/', healthRoutes(readiness))
  routes.get('/metrics', async (c) => {
    if (token !== null && !isToken(c.req.header('Authorization'), token)) return c.text('no', 401)
    return c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType })
  })
  return routes
}

function isToken(header: string | undefined, token: string): boolean {
  const [given, expected] = [Buffer.from(header ?? ''), Buffer.from(`Bearer ${token}`)]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
