import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectMatcher } from '../../src/matcher/client.ts'
import { buildPages } from '../../src/server/build-pages.ts'
import { type Composed, compose } from '../../src/server/compose.ts'
import { loadConfig } from '../../src/server/config.ts'
import { databaseClock } from '../../src/server/db/clock.ts'
import { startEmbeddedPostgres } from '../../src/server/db/embedded/index.ts'
import { MATCHER_ROLE, setRolePassword, urlForRole } from '../../src/server/db/roles.ts'
import { openJobs } from '../../src/server/jobs/open-jobs.ts'
import { openLog } from '../../src/server/log.ts'
import { createServices } from '../../src/server/services.ts'
import { openBalancer } from './balancer.ts'
import type { NegotiationServer } from './negotiation.ts'
import { freePort, type ServerProcess, startServerProcess } from './server-process.ts'

export type WebProcess = ServerProcess & { readonly url: string }

export type Installation = Awaited<ReturnType<typeof openInstallation>>

const MATCHER_PASSWORD = 'matcher-of-the-installation'

/**
 * What an operator has who runs several processes: an empty PostgreSQL of its own (roles belong to a server), settings
 * that all share, and a balancer before `webs` web processes. Nothing of the product has been started.
 */
export async function openInstallation({ webs }: { readonly webs: number }) {
  const folder = await mkdtemp(join(tmpdir(), 'backchannel-installation-'))
  const database = await startEmbeddedPostgres({
    folder: join(folder, 'database'),
    log: () => {},
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  })
  await buildPages({ PATH: process.env.PATH ?? '' }, () => {})
  const ports = await Promise.all(Array.from({ length: webs }, () => freePort()))
  const urls = ports.map((port) => `http://127.0.0.1:${port}`)
  const balancer = await openBalancer(urls)
  const socketPath = join(folder, 'run', 'matcher.sock')
  const settings: Readonly<Record<string, string>> = {
    PUBLIC_URL: balancer.url,
    DATABASE_URL: database.ownerUrl,
    APP_SECRET: 'a secret that all processes of this installation share',
    MATCHER_SOCKET: socketPath,
    FILES_FOLDER: join(folder, 'files'),
    LOG_LEVEL: 'warn',
  }
  const running = new Set<ServerProcess>()
  const opened: Composed[] = []

  function start(entry: 'web' | 'worker', changed: Readonly<Record<string, string>>): ServerProcess {
    const started = startServerProcess(entry, { ...settings, ...changed })
    running.add(started)
    void started.exit.then(() => running.delete(started))
    return started
  }

  return {
    settings,
    balancer,
    urls,
    ownerUrl: database.ownerUrl,

    startWeb(at: number, changed: Readonly<Record<string, string>> = {}): WebProcess {
      const [port, url] = [ports[at], urls[at]]
      if (port === undefined || url === undefined) throw new Error(`there is no web process ${at}`)
      return { ...start('web', { PORT: String(port), ...changed }), url }
    },

    startWorker: (changed: Readonly<Record<string, string>> = {}) => start('worker', changed),

    /** Needs the roles and tables, which any of the other processes makes. */
    async startMatcher(): Promise<ServerProcess> {
      await setRolePassword(database.ownerUrl, MATCHER_ROLE, MATCHER_PASSWORD)
      const started = startServerProcess('matcher', {
        MATCHER_SOCKET: socketPath,
        KEY_FOLDER: join(folder, 'keys'),
        MATCHER_DATABASE_URL: urlForRole(database.ownerUrl, MATCHER_ROLE, MATCHER_PASSWORD),
      })
      running.add(started)
      await started.saying('The matcher answers at')
      return started
    },

    /** The use cases over the same database, for what a test needs to be there. */
    async openServices(): Promise<NegotiationServer> {
      const config = loadConfig(settings, 'web')
      const log = openLog('silent')
      const composed = await compose({
        config,
        log,
        ownerUrl: database.ownerUrl,
        clock: databaseClock,
        openMatcher: async () => connectMatcher({ socketPath, log }),
        openJobs,
      })
      opened.push(composed)
      // Time passes by itself here.
      const clock = { advance: () => {} }
      return { ctx: composed.ctx, services: createServices(composed.ctx), clock, url: balancer.url }
    },

    async close() {
      for (const composed of opened) await composed.close()
      for (const each of running) each.child.kill('SIGTERM')
      await Promise.all([...running].map(({ exit }) => exit))
      await balancer.close()
      await database.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
