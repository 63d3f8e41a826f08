import { setTimeout } from 'node:timers/promises'
import type { Cluster, Server } from './cluster.ts'
import { ensureServer } from './ensure-server.ts'
import { isPostmaster } from './postmaster-pid.ts'
import { stopServer } from './stop-server.ts'

const WATCH_INTERVAL_MS = 1_000
const FIRST_BACKOFF_MS = 500
const LONGEST_BACKOFF_MS = 30_000
/** A server that has run for so many looks is well again: the next failure starts from the shortest wait. */
const LOOKS_UNTIL_WELL = 60

export type Supervision = {
  /** The server that runs now, or that ran last. */
  readonly server: Server
  /** Stops watching and stops the server. May be called more than once. */
  stop(): Promise<void>
}

/**
 * Watches the server and starts it again on the same port when it dies, until `stop`. The server may belong to another
 * parent (one that outlived us before), so its end is no event for us: it is looked for every second.
 */
export function supervise(cluster: Cluster, first: Server): Supervision {
  const stopping = new AbortController()
  let server = first
  let stopped: Promise<void> | undefined

  /** False once `stop` was called. */
  async function pause(ms: number): Promise<boolean> {
    try {
      await setTimeout(ms, undefined, { signal: stopping.signal, ref: false })
    } catch {
      // Aborted.
    }
    return !stopping.signal.aborted
  }

  async function watch(): Promise<void> {
    let backoffMs = FIRST_BACKOFF_MS
    let looks = 0
    while (await pause(WATCH_INTERVAL_MS)) {
      if (await runs()) {
        looks += 1
        if (looks === LOOKS_UNTIL_WELL) backoffMs = FIRST_BACKOFF_MS
        continue
      }
      looks = 0
      cluster.log('The database stopped unexpectedly: starting it again')
      do {
        if (!(await pause(backoffMs))) return
        backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS)
      } while (!(await restart()))
    }
  }

  async function runs(): Promise<boolean> {
    try {
      return await isPostmaster(server.pid, cluster.layout.data)
    } catch (error) {
      // Too many open files, say: no reason to touch a server that may be well.
      cluster.log(`Could not look whether the database runs: ${messageOf(error)}`)
      return true
    }
  }

  async function restart(): Promise<boolean> {
    try {
      server = await ensureServer(cluster, first.port)
    } catch (error) {
      cluster.log(messageOf(error))
      return false
    }
    cluster.log(`The database runs again (process ${server.pid})`)
    return true
  }

  const watching = watch()

  return {
    get server() {
      return server
    },
    stop() {
      stopping.abort()
      // Never while a restart is under way: it would start a server that nobody stops.
      stopped ??= watching.then(() => stopServer(cluster))
      return stopped
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
