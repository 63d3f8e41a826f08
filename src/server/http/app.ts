import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { findViewer } from '../accounts/find-viewer.ts'
import { createApi } from '../api/api.ts'
import type { Context } from '../context.ts'
import { isDatabaseAway } from '../db/database-away.ts'
import { describeError } from '../describe-error.ts'
import { type Observe, observeNothing } from '../operations/observer.ts'
import { routeClassOf, statusClassOf } from '../operations/route-class.ts'
import type { Services } from '../services.ts'
import { clientAddress } from './client-address.ts'
import { healthRoutes } from './health-routes.ts'
import { knownMethods } from './known-methods.ts'
import { originCheck, ownOrigins } from './origin-check.ts'
import type { createPages } from './pages.ts'
import type { Readiness } from './readiness.ts'
import { type SecurityVariables, securityHeaders } from './security-headers.ts'
import { RETRY_AFTER, unavailable } from './unavailable.ts'

/** Above the largest upload, 25 MB, with room for the form around it. */
const BODY_LIMIT_BYTES = 27 * 1024 * 1024
/** Above the longest reason for ending a session; a sealed number is far shorter. */
const API_BODY_LIMIT_BYTES = 64 * 1024

export type HttpParts = {
  readonly ctx: Context
  readonly services: Services
  readonly pages: ReturnType<typeof createPages>
  /** The folder of the built browser files; null where a development server has them. */
  readonly clientFolder: string | null
  readonly readiness: Readiness
  /** Of each request; nothing unless given. */
  readonly observe?: Observe
}

/**
 * The way of a request: headers and origin, then files, sign-in, API, pages. better-auth's own routes are not among them:
 * pages sign people in through use cases.
 */
export function createHttpApp({
  ctx,
  services,
  pages,
  clientFolder,
  readiness,
  observe = observeNothing,
}: HttpParts) {
  const { config } = ctx
  const compressed = compress()
  const app = new Hono<{ Variables: SecurityVariables }>()

  app.use((c, next) =>
    observe({ kind: 'request', name: routeClassOf(c.req.path) }, next, () => statusClassOf(c.res.status)),
  )
  app.use(async (c, next) => {
    c.set('requestId', ctx.chance.newId())
    await next()
    c.res.headers.set('X-Request-Id', c.get('requestId'))
  })
  // We speak plain HTTP: under an https address a proxy stands before us.
  app.use(clientAddress(config.secureCookies))
  app.use(securityHeaders(ctx.chance.newToken, config.secureCookies, clientFolder === null))
  app.use(knownMethods)
  app.route('/', healthRoutes(readiness))
  app.use(originCheck(ownOrigins(config)))
  app.use('/api/*', bodyLimit({ maxSize: API_BODY_LIMIT_BYTES, onError: tooLarge }))
  app.use(bodyLimit({ maxSize: BODY_LIMIT_BYTES, onError: tooLarge }))

  // Live events and receipts stay as they are: a stream must not wait for a block to fill.
  app.use((c, next) => (c.req.path.startsWith('/api/') ? next() : compressed(c, next)))
  if (clientFolder !== null) {
    app.use(
      '/assets/*',
      serveStatic({
        root: clientFolder,
        // Their names change with their content.
        onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
      }),
    )
    app.use(
      '/*',
      serveStatic({
        root: clientFolder,
        onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=3600'),
      }),
    )
  }

  app.route('/api/v1', createApi(ctx, services))
  app.all('/api/*', (c) => c.json({ result: 'refused', code: 'not-found', nextPossibleAt: null }, 404))

  app.all('*', async (c) => {
    const requestId = c.get('requestId')
    const reportError = (error: unknown) =>
      ctx.log.error({ requestId, error: describeError(error) }, 'page failed')
    const reportAway = (error: unknown) =>
      ctx.log.warn({ requestId, error: describeError(error) }, 'a page lost the database')
    const found = await findViewer(ctx, c.req.raw.headers).catch((error: unknown) => {
      if (!isDatabaseAway(error)) throw error
      reportAway(error)
      return 'away' as const
    })
    const isAway = found === 'away'
    const about = { services, viewer: isAway ? null : found, nonce: c.get('nonce'), requestId }
    const answer = await pages(c.req.raw, { ...about, isAway, reportAway, reportError })
    if (answer.status === 503) answer.headers.set('Retry-After', RETRY_AFTER)
    return answer
  })

  app.onError((error, c) => {
    // Cut off amid its body: nobody is there to be answered, and nothing of ours failed.
    if (c.req.raw.signal.aborted) return c.body(null, 400)
    const details = { requestId: c.get('requestId'), path: c.req.routePath, error: describeError(error) }
    if (isDatabaseAway(error)) {
      ctx.log.warn(details, 'a request lost the database')
      return unavailable(c)
    }
    ctx.log.error(details, 'request failed')
    return c.json({ result: 'refused', code: 'internal-error', nextPossibleAt: null }, 500)
  })
  return app
}

function tooLarge(c: HonoContext): Response {
  return c.json({ result: 'refused', code: 'too-large', nextPossibleAt: null }, 413)
}
