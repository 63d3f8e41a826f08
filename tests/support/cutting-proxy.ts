import { createServer, connect as dial, type Socket } from 'node:net'

export type CuttingProxy = {
  /** The database's URL by way of the proxy. */
  readonly url: string
  /**
   * Cuts the connection that sends the next commit: before it reaches the server, or when the server has answered
   * it.
   */
  cutNextCommit(moment: 'before' | 'after'): void
  close(): Promise<void>
}

/** The tag with which PostgreSQL answers a commit. */
const COMMITTED = 'COMMIT\0'

/** Stands between a client and PostgreSQL and breaks the line at the one moment that matters. */
export async function startCuttingProxy(databaseUrl: string): Promise<CuttingProxy> {
  const target = new URL(databaseUrl)
  let moment: 'before' | 'after' | null = null
  const sockets = new Set<Socket>()

  const server = createServer((client) => {
    const upstream = dial(Number(target.port), target.hostname)
    let cutsOnAnswer = false
    let answered = Buffer.alloc(0)
    const cut = () => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', cut)
      socket.on('close', () => {
        sockets.delete(socket)
        cut()
      })
    }
    client.on('data', (bytes) => {
      if (moment !== null && bytes.includes('commit')) {
        const at = moment
        moment = null
        if (at === 'before') return cut()
        cutsOnAnswer = true
      }
      upstream.write(bytes)
    })
    upstream.on('data', (bytes) => {
      // What was sent along with the commit is answered before it.
      if (cutsOnAnswer) {
        answered = Buffer.concat([answered, bytes])
        if (answered.includes(COMMITTED)) return cut()
      }
      client.write(bytes)
    })
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(address.port)
  return {
    url: url.href,
    cutNextCommit(next) {
      moment = next
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
