import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../src/server/db/embedded/index.ts'
import { layoutOf } from '../../src/server/db/embedded/layout.ts'
import { MATCHER_ROLE, setRolePassword, urlForRole } from '../../src/server/db/roles.ts'
import { freePort } from '../support/server-process.ts'
import { findAnswering, type Installation, type InstallationOptions, killing } from './installation.ts'
import { type KeptProcess, keepProcess } from './kept-process.ts'
import { findBackend, findMatcher, findPostgres } from './running-processes.ts'

const MATCHER_PASSWORD = 'matcher-of-the-crash-loop'

/** Two web servers, two workers and a matcher, as `npm run web`, `worker` and `matcher` start them, on one PostgreSQL. */
export async function startSeveralProcesses(options: InstallationOptions): Promise<Installation> {
  const { folder, smtpUrl, logFile } = options
  const databaseFolder = join(folder, 'database')
  const { data } = layoutOf(databaseFolder)
  const database = await startEmbeddedPostgres({ folder: databaseFolder, log: () => {} })
  const ports = [await freePort(), await freePort()]
  const socketPath = join(folder, 'run/matcher.sock')
  const [url = '', ...others] = ports.map((port) => `http://localhost:${port}`)
  const environment = {
    PATH: process.env.PATH ?? '',
    PUBLIC_URL: url,
    DATABASE_URL: database.ownerUrl,
    APP_SECRET: 'a secret that all processes of the crash loop share',
    MATCHER_SOCKET: socketPath,
    FILES_FOLDER: join(folder, 'files'),
    SMTP_URL: smtpUrl,
    LOG_LEVEL: 'error',
  }
  const keep = (entry: 'web' | 'worker', says: string, changes: Readonly<Record<string, string>> = {}) =>
    keepProcess({ entry, environment: { ...environment, ...changes }, says, logFile })
  const webs = ports.map((port) => keep('web', 'Backchannel is at', { PORT: String(port) }))
  const workers = [keep('worker', 'The worker runs'), keep('worker', 'The worker runs')]
  // The matcher needs the roles and tables, which any of the others makes.
  await Promise.all(webs.map((web) => web.whenReady()))
  await setRolePassword(database.ownerUrl, MATCHER_ROLE, MATCHER_PASSWORD)
  const matcher = keepProcess({
    entry: 'matcher',
    environment: {
      PATH: environment.PATH,
      MATCHER_SOCKET: socketPath,
      KEY_FOLDER: join(folder, 'keys'),
      MATCHER_DATABASE_URL: urlForRole(database.ownerUrl, MATCHER_ROLE, MATCHER_PASSWORD),
      LOG_LEVEL: 'error',
    },
    says: 'The matcher answers at',
    logFile,
  })
  const all = [...webs, ...workers, matcher]
  return {
    url,
    addresses: [url, ...others],
    environment,
    workers: 'workers',
    ...killing({
      web: pidsOf(webs.slice(0, 1)),
      webs: pidsOf(webs),
      worker: pidsOf(workers.slice(0, 1)),
      workers: pidsOf(workers),
      matcher: () => findMatcher(folder),
      'matcher-keeper': pidsOf([matcher]),
      postgres: () => findPostgres(data),
      backend: () => findBackend(data),
    }),
    starts() {
      const starts = all.map((each) => each.starts())
      return {
        begun: starts.reduce((sum, { begun }) => sum + begun, 0),
        failed: starts.reduce((sum, { failed }) => sum + failed, 0),
      }
    },
    async whenServing() {
      await Promise.all([...webs, matcher].map((each) => each.whenReady()))
    },
    findOwnerUrl: () => findAnswering(databaseFolder),
    async stop() {
      await Promise.all(all.map((each) => each.stop()))
      await database.stop()
    },
  }
}

const pidsOf = (processes: readonly KeptProcess[]) => async () =>
  processes.flatMap((each) => each.pid() ?? [])
