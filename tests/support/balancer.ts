import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

export type Balancer = {
  readonly url: string
  /** Requests that each target was sent so far. */
  sentTo(target: string): number
  /** Resolves when the target is known to take requests, or not to. */
  until(target: string, state: 'ready' | 'out'): Promise<void>
  /** Requests that came to nothing: no target, or a connection that broke. */
  readonly failures: readonly string[]
  close(): Promise<void>
}

const LOOK_MS = 50
/** Longer than any test: who asks lets go of a connection first, and never sends over one that is just being closed. */
const KEEP_ALIVE_MS = 900_000

/**
 * Hands requests on in turn to the targets (`http://host:port`) whose `/readyz` says 200, over connections that are kept
 * open. It never sends a request twice: what fails has failed.
 */
export async function openBalancer(targets: readonly string[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true })
  const ready = new Set<string>()
  const sent = new Map(targets.map((target) => [target, 0]))
  const failures: string[] = []
  const waiting = new Set<() => void>()
  const stopping = new AbortController()
  let turn = 0

  async function look(target: string): Promise<void> {
    const answer = await fetch(`${target}/readyz`, { signal: stopping.signal }).catch(() => null)
    await answer?.text().catch(() => '')
    if (answer?.status === 200) ready.add(target)
    else ready.delete(target)
    for (const each of waiting) each()
  }
  const looking = setInterval(() => {
    for (const target of targets) void look(target)
  }, LOOK_MS)

  const server = createServer((incoming, outgoing) => {
    const choice = targets.filter((target) => ready.has(target))
    const target = choice[turn++ % choice.length]
    if (target === undefined) return fail(outgoing, `nobody for ${incoming.url}`)
    sent.set(target, (sent.get(target) ?? 0) + 1)
    handOn(target, incoming, outgoing)
  })

  function handOn(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, headers, url = '/' } = incoming
    const { connection: _, ...passed } = headers
    const onward = request(new URL(url, target), { method, headers: passed, agent }, (answer) => {
      const { connection: __, ...given } = answer.headers
      outgoing.writeHead(answer.statusCode ?? 502, given)
      answer.pipe(outgoing)
      answer.on('error', () => {
        // Not where whoever asked has hung up.
        if (!outgoing.destroyed) failures.push(`an answer of ${target} to ${url} was cut off`)
        outgoing.destroy()
      })
    })
    onward.on('error', (error) => {
      if (!outgoing.headersSent) fail(outgoing, `${target} ${method} ${url}: ${error.message}`)
    })
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) onward.destroy()
    })
    incoming.pipe(onward)
  }

  function fail(outgoing: ServerResponse, why: string): void {
    failures.push(why)
    outgoing.writeHead(502).end()
  }

  server.keepAliveTimeout = KEEP_ALIVE_MS
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://localhost:${address.port}`,
    failures,
    sentTo: (target) => sent.get(target) ?? 0,
    until(target, state) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const check = () => {
        if (ready.has(target) !== (state === 'ready')) return
        waiting.delete(check)
        resolve()
      }
      waiting.add(check)
      check()
      return promise
    },
    async close() {
      clearInterval(looking)
      stopping.abort()
      agent.destroy()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
