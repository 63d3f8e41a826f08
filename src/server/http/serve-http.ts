import type { Server } from 'node:http'
import { setTimeout as passed } from 'node:timers/promises'
import { StartError } from '../start-error.ts'
import type { Readiness } from './readiness.ts'

export type ServeOptions = {
  readonly host: string
  readonly port: number
  /** What the port is set with. */
  readonly setting: 'PORT' | 'OPERATIONS_PORT'
  /** How long requests are taken after `stop` was called, while readiness says no. */
  readonly drainMs: number
  readonly readiness: Pick<Readiness, 'drain'>
  /** Ends what would go on by itself: live events, whose browsers then ask again, elsewhere. */
  readonly endStreams: () => void
}

export type ServedHttp = {
  /** Resolves when every request that came is answered; one that takes too long is cut off. */
  stop(): Promise<void>
}

/**
 * Longer than balancers keep an unused connection (a minute, mostly): they let go of it, and not we, just as they send a
 * request over it.
 */
const KEEP_ALIVE_MS = 75_000

/** For a request that is under way when no more are taken. */
const LAST_REQUEST_MS = 20_000

/**
 * Serves until `stop`. Then, in this order: readiness says no, and each answer asks to close its connection; for
 * `drainMs` requests are taken all the same, since whoever sends them does not know yet; then no connection is accepted,
 * streams end, and what is under way is finished. Throws `StartError` where the port is taken.
 */
export async function serveHttp(server: Server, options: ServeOptions): Promise<ServedHttp> {
  const { drainMs, readiness, endStreams } = options
  let stopping = false
  let closing = false
  server.prependListener('request', (_request, response) => {
    if (stopping) response.setHeader('Connection', 'close')
    response.once('close', () => {
      // One that was answered before it could be asked to close is idle now.
      if (closing) setImmediate(() => server.closeIdleConnections())
    })
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  await listen(server, options)

  return {
    async stop() {
      readiness.drain()
      stopping = true
      if (drainMs > 0) await passed(drainMs)
      closing = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      endStreams()
      server.closeIdleConnections()
      const tooLong = setTimeout(() => server.closeAllConnections(), LAST_REQUEST_MS)
      await closed
      clearTimeout(tooLong)
    },
  }
}

function listen(server: Server, { host, port, setting }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new StartError(`Port ${port} is taken; set ${setting} to another.`) : error)
    })
    server.listen(port, host, resolve)
  })
}
