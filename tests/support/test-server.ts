import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { openMatcher } from '../../src/matcher/open-matcher.ts'
import { buildPages, CLIENT_FOLDER, loadBuiltPages } from '../../src/server/build-pages.ts'
import { compose } from '../../src/server/compose.ts'
import { type Config, loadConfig } from '../../src/server/config.ts'
import type { Context } from '../../src/server/context.ts'
import { MATCHER_ROLE, urlForRole } from '../../src/server/db/roles.ts'
import { createHttpApp, type HttpParts } from '../../src/server/http/app.ts'
import { createLimitedServer, type HttpLimits } from '../../src/server/http/create-server.ts'
import { ownOrigins } from '../../src/server/http/origin-check.ts'
import { createPages } from '../../src/server/http/pages.ts'
import { openReadiness } from '../../src/server/http/readiness.ts'
import { jobHandlers } from '../../src/server/job-handlers.ts'
import type { Jobs } from '../../src/server/jobs/jobs.ts'
import { openJobs } from '../../src/server/jobs/open-jobs.ts'
import { openLog } from '../../src/server/log.ts'
import { observeUseCases } from '../../src/server/operations/observe-use-cases.ts'
import { NO_OBSERVATION, type Observation } from '../../src/server/operations/open-observation.ts'
import { createServices, type Services } from '../../src/server/services.ts'
import { cloneDatabase, TEST_PASSWORDS } from './cluster.ts'
import { type ScriptedDraw, scriptedDraw } from './scripted-draw.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

export type TestServer = {
  readonly ctx: Context
  readonly services: Services
  readonly clock: VirtualClock
  readonly draw: ScriptedDraw
  readonly ownerUrl: string
  /** Where it answers; empty where it was made without http. */
  readonly url: string
  close(): Promise<void>
}

export type TestServerOptions = {
  readonly clusterUrl: string
  /** Serves over HTTP, with the built pages; or the API alone, for which nothing has to be built. */
  readonly http?: boolean | 'api'
  /** Of slow clients and of connections; those of the shipped program unless given. */
  readonly limits?: HttpLimits
  /** Runs the real jobs; otherwise nothing runs but what a test calls. */
  readonly jobs?: boolean
  readonly smtpUrl?: string
  /** An installation that is there, with its keys and files, in place of a new one; its owner takes it away. */
  readonly over?: { readonly ownerUrl: string; readonly folder: string }
  /** Standard error, errors alone, unless given. */
  readonly log?: Logger
  /** Nothing is observed unless given. */
  readonly observation?: Observation
  /** What a test puts in place of a part. */
  readonly change?: (ctx: Context) => Context
  /** What a test puts in place of use cases: faults, to see that they are found. */
  readonly changeServices?: (services: Services) => Services
}

const NO_JOBS: Jobs = {
  enqueueSessionDue: async () => {},
  enqueueMail: async () => {},
  start: async () => {},
  stop: async () => {},
}

/**
 * The real server on a real database, but for its clock and its draw, which the test holds: the matcher's too, which for
 * their sake runs in the test's own process.
 */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const { ownerUrl, folder, remove } = options.over
    ? { ...options.over, remove: async () => {} }
    : await newInstallation(options.clusterUrl)
  const { observation = NO_OBSERVATION } = options
  const clock = virtualClock()
  const draw = scriptedDraw()
  const http = options.http ? await reservePort(options.limits) : null
  const config: Config = testConfig(folder, http?.port ?? 0, options.smtpUrl)
  const composed = await compose({
    config,
    log: options.log ?? openLog(config.logLevel),
    ownerUrl,
    clock: clock.read,
    openMatcher: () =>
      openMatcher({
        databaseUrl: urlForRole(ownerUrl, MATCHER_ROLE, TEST_PASSWORDS.matcher),
        keyFolder: join(folder, 'keys'),
        clock: clock.read,
        draw: draw.draw,
        log: options.log ?? openLog(config.logLevel),
      }),
    openJobs: options.jobs ? openJobs : async () => NO_JOBS,
    observation,
  })
  const ctx = options.change?.(composed.ctx) ?? composed.ctx
  const created = createServices(ctx)
  const services = observeUseCases(options.changeServices?.(created) ?? created, observation.observe)
  if (options.jobs) await ctx.jobs.start(jobHandlers(ctx))
  if (http) {
    const parts = options.http === 'api' ? NO_PAGES : await builtPages(config)
    const { observe } = observation
    http.serve(createHttpApp({ ctx, services, readiness: openReadiness(ctx), observe, ...parts }).fetch)
  }
  return {
    ctx,
    services,
    clock,
    draw,
    ownerUrl,
    url: http ? config.baseUrl : '',
    async close() {
      await http?.close()
      await composed.close()
      await remove()
    },
  }
}

async function newInstallation(clusterUrl: string) {
  const { ownerUrl, drop } = await cloneDatabase(clusterUrl)
  const folder = await mkdtemp(join(tmpdir(), 'backchannel-test-server-'))
  const remove = async () => {
    await drop()
    await rm(folder, { recursive: true, force: true })
  }
  return { ownerUrl, folder, remove }
}

type PageParts = Pick<HttpParts, 'pages' | 'clientFolder'>

const NO_PAGES: PageParts = {
  pages: async () => new Response('no pages in this test', { status: 404 }),
  clientFolder: null,
}

async function builtPages(config: Config): Promise<PageParts> {
  await buildPages(config.childEnvironment, () => {})
  const pages = createPages({ load: loadBuiltPages, mode: 'production', origins: ownOrigins(config) })
  return { pages, clientFolder: CLIENT_FOLDER }
}

function testConfig(folder: string, port: number, smtpUrl: string | undefined): Config {
  const config = loadConfig({
    PATH: process.env.PATH,
    PORT: String(port),
    DATA_FOLDER: folder,
    APP_SECRET: 'a secret for the tests, of no worth anywhere',
    LOG_LEVEL: 'error',
    SMTP_URL: smtpUrl,
  })
  return { ...config, secrets: { ...config.secrets, webRolePassword: TEST_PASSWORDS.web } }
}

/** Listens at once, so that the port is known before the address goes into links; answers when `serve` was called. */
async function reservePort(limits: HttpLimits | undefined) {
  type Fetch = Parameters<typeof createLimitedServer>[0]
  let fetch: Fetch | null = null
  const server = createLimitedServer(
    (request, env) => fetch?.(request, env) ?? new Response('starting', { status: 503 }),
    limits,
  )
  // Longer than any pause between two requests: none may be sent over a connection that is just being closed.
  server.keepAliveTimeout = 600_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    serve(next: Fetch) {
      fetch = next
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
