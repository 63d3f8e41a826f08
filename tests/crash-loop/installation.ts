import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { findRunningOwnerUrl } from '../../src/server/db/embedded/index.ts'
import { layoutOf } from '../../src/server/db/embedded/layout.ts'
import { findPostmasterPid } from '../../src/server/db/embedded/postmaster-pid.ts'

const MAIN = join(import.meta.dirname, '../../src/server/main.ts')

/** What can be killed: `backend` is the process of one connection, by whose death PostgreSQL restarts all others. */
export const TARGETS = ['server', 'matcher', 'postgres', 'backend', 'everything'] as const
export type Target = (typeof TARGETS)[number]

/** So many starts may fail one after the other, for want of what was killed while it started. */
const MOST_FAILED_STARTS = 20

/**
 * The shipped program on a folder of its own, as `npm start` starts it: whenever it dies it is started again, as by the
 * service manager of a machine. Nothing in it is told of a test.
 */
export type Installation = {
  readonly folder: string
  readonly url: string
  readonly environment: Readonly<Record<string, string>>
  /** How often the server was started, and how often it gave up while starting. */
  starts(): { readonly begun: number; readonly failed: number }
  /** Resolves when the server that runs now, or is starting, takes requests. */
  whenServing(): Promise<void>
  /** With `SIGKILL`. How many processes it was: none, where nothing of the kind was running. */
  kill(target: Target): Promise<number>
  /** The address of the superuser; PostgreSQL's port may be another after each start. Null while it does not run. */
  findOwnerUrl(): Promise<string | null>
  /** In order, as by `SIGTERM`. */
  stop(): Promise<void>
}

export async function startInstallation(
  folder: string,
  settings: Readonly<Record<string, string>>,
  logFile: number | 'ignore',
): Promise<Installation> {
  const port = await freePort()
  const environment = {
    ...settings,
    PATH: process.env.PATH ?? '',
    DATA_FOLDER: folder,
    PORT: String(port),
    LOG_LEVEL: 'error',
  }
  const layout = layoutOf(folder)
  let child: ChildProcess | null = null
  let serving = Promise.withResolvers<void>()
  let begun = 0
  let failed = 0
  let inARow = 0
  let stopping = false

  async function keepRunning(): Promise<void> {
    while (!stopping) {
      begun += 1
      child = spawn(process.execPath, [MAIN], { env: environment, stdio: ['ignore', 'pipe', logFile] })
      let said = ''
      child.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        if (!said.includes('Backchannel is at')) return
        inARow = 0
        serving.resolve()
      })
      const [code] = await once(child, 'exit')
      serving.promise.catch(() => {})
      if (code !== null && !stopping) {
        failed += 1
        inARow += 1
      }
      if (inARow > MOST_FAILED_STARTS) {
        serving.reject(new Error(`the server did not start ${inARow} times in a row`))
        return
      }
      serving = followedBy(serving)
    }
  }
  const running = keepRunning()

  async function pidsOf(target: Exclude<Target, 'everything'>): Promise<number[]> {
    if (target === 'server') return child?.pid === undefined ? [] : [child.pid]
    if (target === 'matcher') {
      return listProcesses(
        (args) => args.some((arg) => arg.endsWith('matcher-process.ts')) && names(args, folder),
      )
    }
    const postmaster = (await findPostmasterPid(layout.data))?.pid
    if (postmaster === undefined) return []
    if (target === 'postgres') {
      return listProcesses((args, pid) => pid === postmaster && args.includes(layout.data))
    }
    const backends = await listProcesses(
      ([title], _pid, parent) => parent === postmaster && /^postgres: backchannel_/.test(title ?? ''),
    )
    return backends.slice(0, 1)
  }

  return {
    folder,
    url: `http://localhost:${port}`,
    environment,
    starts: () => ({ begun, failed }),
    whenServing: () => serving.promise,
    async kill(target) {
      const which = target === 'everything' ? (['server', 'matcher', 'postgres'] as const) : [target]
      const pids = (await Promise.all(which.map(pidsOf))).flat()
      return pids.filter(killed).length
    },
    async findOwnerUrl() {
      const url = await findRunningOwnerUrl(folder)
      if (url === null) return null
      return (await answers(url)) ? url : null
    },
    async stop() {
      stopping = true
      child?.kill('SIGTERM')
      await running
    },
  }
}

/** Whoever waits for the one before goes on waiting, for the one after it. */
function followedBy(before: PromiseWithResolvers<void>): PromiseWithResolvers<void> {
  const next = Promise.withResolvers<void>()
  next.promise.catch(() => {})
  before.resolve(next.promise)
  return next
}

function killed(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    // It has ended by itself meanwhile.
    return false
  }
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

const names = (args: readonly string[], folder: string) => args.some((arg) => arg.includes(folder))

type Fits = (args: readonly string[], pid: number, parent: number) => boolean

/** Linux alone shows them so. */
async function listProcesses(fits: Fits): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The name of the program stands in parentheses and may hold anything.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (line !== '' && fits(line.split('\0'), Number(name), parent)) found.push(Number(name))
  }
  return found
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
