import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { ServerBuild } from 'react-router'
import { createServer as createViteServer } from 'vite'
import type { Context } from '../context.ts'
import type { Services } from '../services.ts'
import { createHttpApp } from './app.ts'
import { ownOrigins } from './origin-check.ts'
import { createPages } from './pages.ts'
import type { Readiness } from './readiness.ts'

/** Pages straight from their sources, reloaded on change. */
export async function developmentServer(
  ctx: Context,
  services: Services,
  readiness: Readiness,
): Promise<Server> {
  const server = createServer()
  const vite = await createViteServer({
    server: { middlewareMode: true, hmr: { server } },
    appType: 'custom',
  })
  const load = async () => (await vite.ssrLoadModule('virtual:react-router/server-build')) as ServerBuild
  const pages = createPages({ load, mode: 'development', origins: ownOrigins(ctx.config) })
  const app = createHttpApp({ ctx, services, pages, clientFolder: null, readiness })
  const listener = getRequestListener(app.fetch)
  server.on('request', (request, response) => {
    vite.middlewares(request, response, () => void listener(request, response))
  })
  server.on('close', () => void vite.close())
  return server
}
