import pg from 'pg'
import { findRunningOwnerUrl } from '../../src/server/db/embedded/index.ts'
import { layoutOf } from '../../src/server/db/embedded/layout.ts'
import { freePort } from '../support/server-process.ts'
import { keepProcess } from './kept-process.ts'
import { findBackend, findMatcher, findPostgres, killAll } from './running-processes.ts'

/**
 * The shipped program on a folder of its own: whatever dies is started again. Nothing in it is told of a test.
 */
export type Installation = {
  /** The address in links and in the `Origin` of requests. */
  readonly url: string
  /** Where requests may go: one address a process that takes them. */
  readonly addresses: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** What there is to kill. */
  readonly targets: readonly string[]
  /** Has everything end that could hold a lease on a mail. */
  readonly workers: string
  /** How often a process was started, and how often one gave up while starting. */
  starts(): { readonly begun: number; readonly failed: number }
  /** Resolves when what runs now, or is starting, takes requests. */
  whenServing(): Promise<void>
  /** With `SIGKILL`. How many processes it was: none, where nothing of the kind was running. */
  kill(target: string): Promise<number>
  /** The address of the superuser; PostgreSQL's port may be another after each start. Null while it does not run. */
  findOwnerUrl(): Promise<string | null>
  /** In order, as by `SIGTERM`. */
  stop(): Promise<void>
}

export type InstallationOptions = {
  readonly folder: string
  readonly smtpUrl: string
  readonly logFile: number | 'ignore'
}

type Find = () => Promise<readonly number[]>

/** One process with all in it, as `npm start` starts it: it starts the matcher and PostgreSQL. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const { folder, smtpUrl, logFile } = options
  const port = await freePort()
  const environment = {
    SMTP_URL: smtpUrl,
    PATH: process.env.PATH ?? '',
    DATA_FOLDER: folder,
    PORT: String(port),
    LOG_LEVEL: 'error',
  }
  const { data } = layoutOf(folder)
  const server = keepProcess({ entry: 'all', environment, says: 'Backchannel is at', logFile })
  const url = `http://localhost:${port}`
  return {
    url,
    addresses: [url],
    environment,
    workers: 'server',
    ...killing({
      server: async () => [server.pid() ?? []].flat(),
      matcher: () => findMatcher(folder),
      postgres: () => findPostgres(data),
      backend: () => findBackend(data),
    }),
    starts: server.starts,
    whenServing: server.whenReady,
    findOwnerUrl: () => findAnswering(folder),
    stop: server.stop,
  }
}

/** `everything` is each of them at once, but for one connection of PostgreSQL, which goes with it. */
export function killing(targets: Readonly<Record<string, Find>>): Pick<Installation, 'targets' | 'kill'> {
  return {
    targets: [...Object.keys(targets), 'everything'],
    async kill(target) {
      const found =
        target === 'everything'
          ? Object.entries(targets).flatMap(([name, find]) => (name === 'backend' ? [] : [find()]))
          : [targets[target]?.() ?? Promise.reject(new Error(`there is no ${target} to kill`))]
      return killAll((await Promise.all(found)).flat())
    },
  }
}

export async function findAnswering(folder: string): Promise<string | null> {
  const url = await findRunningOwnerUrl(folder)
  return url !== null && (await answers(url)) ? url : null
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
