import type { Server } from 'node:http'
import type { Logger } from 'pino'
import { buildPages, CLIENT_FOLDER, loadBuiltPages } from './build-pages.ts'
import { type Composed, compose } from './compose.ts'
import type { Config } from './config.ts'
import { databaseClock } from './db/clock.ts'
import { claimFolder } from './db/embedded/index.ts'
import { describeError } from './describe-error.ts'
import { findDatabase } from './find-database.ts'
import { createHttpApp } from './http/app.ts'
import { createLimitedServer } from './http/create-server.ts'
import { ownOrigins } from './http/origin-check.ts'
import { createPages } from './http/pages.ts'
import { openReadiness, type Readiness } from './http/readiness.ts'
import { serveHttp } from './http/serve-http.ts'
import { jobHandlers } from './job-handlers.ts'
import { openJobs } from './jobs/open-jobs.ts'
import { openLog } from './log.ts'
import { hasDevelopmentInbox } from './mail/development-inbox.ts'
import { openMatcher } from './open-matcher.ts'
import { observeJobs } from './operations/observe-jobs.ts'
import { observeUseCases } from './operations/observe-use-cases.ts'
import { type Observation, openObservation } from './operations/open-observation.ts'
import { operationsRoutes } from './operations/operations-routes.ts'
import { createServices } from './services.ts'
import { StartError } from './start-error.ts'

export type RunOptions = {
  readonly development: boolean
  /** Takes lines for the person who starts the server. */
  readonly say: (line: string) => void
  /** Runs when all is composed and before requests are taken. */
  readonly prepare?: (composed: Composed) => Promise<void>
  /** Runs last, when everything has stopped. */
  readonly cleanUp?: () => Promise<void>
}

/**
 * Starts what the process's role has it do (all of it: the database and the matcher in processes of their own, pages, API
 * and jobs), and goes on until it is told to stop. Killed at any moment, the next start recovers; told to stop, or failing, in
 * the middle of starting, it takes back what it has started. Throws `ConfigError` or `StartError` where it cannot start.
 */
export async function runServer(config: Config, options: RunOptions): Promise<void> {
  const log = openLog(config.logLevel)
  const started = openStarted(log)
  const stop = once(async () => {
    await started.stop()
    process.exit(0)
  })
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  exitWithParent()
  try {
    await startParts(config, options, log, started)
  } catch (error) {
    await started.stop()
    throw error
  }
}

async function startParts(config: Config, options: RunOptions, log: Logger, started: Started): Promise<void> {
  const { say, cleanUp } = options
  const { role } = config
  if (cleanUp) started.add(cleanUp)
  const [serves, works] = [role !== 'worker', role !== 'web']
  if (role === 'all') {
    const claim = await claimFolder(config.folder)
    if (!claim.ok) throw new StartError(`Backchannel runs already on ${config.folder}; stop it first.`)
    started.add(claim.value.release)
  }

  const database = await findDatabase(config, say)
  started.add(database.stop)
  if (serves && !options.development) await buildPages(config.childEnvironment, say)
  const observation = await openObservation(config)
  started.add(observation.close)
  const composed = await compose({
    config,
    log,
    ownerUrl: database.ownerUrl,
    clock: databaseClock,
    openMatcher: () => openMatcher(config, database.ownerUrl, log),
    openJobs,
    observation,
  })
  started.add(composed.close)
  await options.prepare?.(composed)
  const { ctx } = composed
  if (works) await ctx.jobs.start(observeJobs(jobHandlers(ctx), observation.observe))
  const readiness = openReadiness(ctx)
  const { host, port, drainMs, operations } = config
  if (operations !== null && observation.metrics !== null) {
    const routes = operationsRoutes(observation.metrics, readiness, operations.token)
    const served = await serveHttp(createLimitedServer(routes.fetch), {
      ...operations,
      setting: 'OPERATIONS_PORT',
      // It answers to the last: who looks on sees the others drain.
      drainMs: 0,
      readiness,
      endStreams: () => {},
    })
    started.add(served.stop)
  }
  if (!serves) {
    started.add(async () => readiness.drain())
    return say('The worker runs')
  }

  const served = await serveHttp(await openHttp(composed, readiness, observation, options.development), {
    host,
    port,
    setting: 'PORT',
    drainMs,
    readiness,
    endStreams: ctx.live.end,
  })
  started.add(served.stop)
  say(`Backchannel is at ${config.baseUrl}`)
  if (hasDevelopmentInbox(config)) say(`E-mail is not sent; read it at ${config.baseUrl}/dev/inbox`)
}

type Stop = () => Promise<void>
type Started = { add(stop: Stop): void; stop: Stop }

/** What runs so far, stopped in the reverse order; one that cannot be stopped keeps none of the others running. */
function openStarted(log: Logger): Started {
  const stops: Stop[] = []
  return {
    add(stop) {
      stops.push(stop)
    },
    async stop() {
      for (let next = stops.pop(); next; next = stops.pop()) {
        await next().catch((error: unknown) => {
          log.error({ error: describeError(error) }, 'a part could not be stopped')
        })
      }
    },
  }
}

async function openHttp(
  { ctx }: Composed,
  readiness: Readiness,
  observation: Observation,
  development: boolean,
): Promise<Server> {
  const services = observation.traces
    ? observeUseCases(createServices(ctx), observation.observe)
    : createServices(ctx)
  if (development) {
    const { developmentServer } = await import('./http/development-server.ts')
    return developmentServer(ctx, services, readiness)
  }
  // Before anything is served: whoever asks first waits for nothing, and a build that is damaged is found now.
  await loadBuiltPages()
  const app = createHttpApp({
    ctx,
    services,
    pages: createPages({ load: loadBuiltPages, mode: 'production', origins: ownOrigins(ctx.config) }),
    clientFolder: CLIENT_FOLDER,
    readiness,
    observe: observation.observe,
  })
  return createLimitedServer(app.fetch)
}

/** Run by npm, which may be killed outright: a server that nobody can reach any more must not stay. */
function exitWithParent(): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 1_000).unref()
}

function once(run: () => Promise<void>): () => void {
  let begun = false
  return () => {
    if (begun) return
    begun = true
    void run()
  }
}
