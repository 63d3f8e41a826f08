import { Hono } from 'hono'
import type { Readiness } from './readiness.ts'

/**
 * For balancers and supervisors, without a sign-in: `/healthz` answers as long as the process does, `/readyz` with 200
 * where it should be sent requests, else with 503 and a word for why.
 */
export function healthRoutes(readiness: Readiness) {
  const routes = new Hono()
  routes.get('/healthz', (c) => c.text('ok'))
  routes.get('/readyz', async (c) => {
    const state = await readiness.check()
    return c.text(state, state === 'ready' ? 200 : 503)
  })
  return routes
}
