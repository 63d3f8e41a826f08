import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Config, loadConfig } from '../../src/server/config.ts'
import { startEmbeddedPostgres } from '../../src/server/db/embedded/index.ts'
import { databaseUrl } from '../../tests/support/cluster.ts'

const ROOT = join(import.meta.dirname, '../..')
const APP_SECRET = 'a secret for the bench, of no worth anywhere'
const READY_TIMEOUT_MS = 120_000

export type Installation = {
  readonly folder: string
  /** Connects as the owner, to a database that nothing is in. */
  readonly ownerUrl: string
  /** Of PostgreSQL, which has started every connection's. */
  readonly databasePid: number
  /** A new, empty database. */
  createDatabase(name: string): Promise<string>
  /** A copy of one that nobody is connected to. */
  copyDatabase(from: string, name: string): Promise<string>
  close(): Promise<void>
}

/** A real PostgreSQL in a throw-away folder, set as the product sets it: what is committed is on the disk. */
export async function openInstallation(): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'backchannel-bench-'))
  const server = await startEmbeddedPostgres({
    folder: join(folder, '.backchannel'),
    log: () => {},
    settings: { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'top' },
  })
  const { ownerUrl } = server
  return {
    folder,
    ownerUrl,
    databasePid: server.postmasterPid,
    async createDatabase(name) {
      await query(ownerUrl, `create database ${name}`)
      const url = databaseUrl(ownerUrl, name)
      await query(url, 'create extension pg_stat_statements')
      return url
    },
    async copyDatabase(from, name) {
      await query(ownerUrl, `create database ${name} template ${from}`)
      return databaseUrl(ownerUrl, name)
    },
    async close() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Runs statements as whoever `url` names; gives the rows of the last. */
export async function query<Row extends object>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Row>(text, [...values])
    return rows
  } finally {
    await client.end()
  }
}

export type BenchServer = {
  readonly config: Config
  readonly url: string
  readonly port: number
  readonly pid: number
  /** For another process beside it. */
  readonly secret: string
  readonly matcherSocket: string
  /** Of its own matcher; null where it was given another. */
  readonly matcherPid: number | null
  stop(): Promise<void>
}

export type ServerOptions = {
  readonly ownerUrl: string
  /** For what it keeps on the disk; one server at a time. */
  readonly folder: string
  /** Of a matcher that runs already; otherwise the server starts its own. */
  readonly matcherSocket?: string
  /** Before the program's name, such as `taskset` or Node's profiler. */
  readonly nodeFlags?: readonly string[]
}

/** The product as `npm start` starts it: web server and jobs in one process, the matcher in its own. */
export async function startServer(options: ServerOptions): Promise<BenchServer> {
  const { ownerUrl, folder, matcherSocket, nodeFlags = [] } = options
  const port = await freePort()
  const environment = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    DATA_FOLDER: folder,
    DATABASE_URL: ownerUrl,
    APP_SECRET,
    LOG_LEVEL: 'error',
    ...(matcherSocket === undefined ? {} : { MATCHER_SOCKET: matcherSocket }),
  }
  const child = spawn(process.execPath, [...nodeFlags, join(ROOT, 'src/server/main.ts')], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = () => end(child)
  try {
    await said(child, 'Backchannel is at')
  } catch (error) {
    await stop()
    throw error
  }
  const pid = child.pid ?? 0
  const config = loadConfig(environment)
  const { place } = config.matcher
  return {
    config,
    secret: APP_SECRET,
    matcherSocket: 'socketPath' in place ? place.socketPath : '',
    url: `http://localhost:${port}`,
    port,
    pid,
    matcherPid: matcherSocket === undefined ? await findMatcherOf(pid) : null,
    stop,
  }
}

function said(child: ChildProcess, begin: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the server did not start')), READY_TIMEOUT_MS)
    child.on('exit', () => reject(new Error('the server ended while it was starting')))
    child.stdout?.on('data', (chunk: Buffer) => {
      if (!chunk.toString().includes(begin)) return
      clearTimeout(timer)
      resolve()
    })
  })
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** The matcher's process, which the server has started; null where the system does not tell. */
async function findMatcherOf(serverPid: number): Promise<number | null> {
  if (!existsSync('/proc/self/stat')) return null
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const [stat, command] = await Promise.all(
      ['stat', 'cmdline'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')),
    )
    const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
    if (Number(parent) === serverPid && command?.includes('matcher-process')) return Number(name)
  }
  return null
}
