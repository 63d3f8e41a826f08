import { createServer, type Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'

type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch']

export type HttpLimits = {
  /** For the head of a request to come. */
  readonly headersTimeoutMs: number
  /** For all of it to come: 25 MB at 700 kbit a second. */
  readonly requestTimeoutMs: number
  /** How often it is looked which took too long. */
  readonly checkMs: number
  /** Of one process; what comes beyond is closed at once. Each open page holds one, for its live events. */
  readonly connections: number
}

const LIMITS: HttpLimits = {
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 300_000,
  checkMs: 5_000,
  connections: 10_000,
}

/**
 * An HTTP server that waits for nobody without end: whoever sends a request by drops is answered 408 and cut off. An answer
 * may take as long as it likes.
 */
export function createLimitedServer(fetch: Fetch, limits: HttpLimits = LIMITS): Server {
  const server = createAdaptorServer({
    fetch,
    createServer,
    serverOptions: {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkMs,
    },
  }) as Server
  server.maxConnections = limits.connections
  return server
}
