import { connect, type Socket } from 'node:net'

/** A request as it goes over the wire, made before the clock runs. */
export type WireRequest = Buffer

export type Answer = { readonly status: number; readonly ms: number }

export type RequestParts = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export function wireRequest({ method, path, headers = {}, body }: RequestParts): WireRequest {
  const all = {
    Host: 'localhost',
    ...headers,
    ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`)
}

/** One connection that is kept alive; one request at a time. As little work as can be, so that the server has the cores. */
export class LoadConnection {
  readonly #port: number
  #socket: Socket
  #usedAt = performance.now()
  #received: Buffer = Buffer.alloc(0)
  #answered: ((status: number) => void) | null = null
  #failed: ((error: Error) => void) | null = null

  private constructor(port: number, socket: Socket) {
    this.#port = port
    this.#socket = this.#listenTo(socket)
  }

  static async open(port: number): Promise<LoadConnection> {
    return new LoadConnection(port, await openSocket(port))
  }

  /** The server closes what it takes for forgotten: after a pause another connection is made, before the clock runs. */
  async send(request: WireRequest): Promise<Answer> {
    if (performance.now() - this.#usedAt > LONGEST_PAUSE_MS) {
      this.close()
      this.#socket = this.#listenTo(await openSocket(this.#port))
      // What the server said to a connection that it took for forgotten is no answer.
      this.#received = Buffer.alloc(0)
    }
    const begun = performance.now()
    const status = await new Promise<number>((resolve, reject) => {
      this.#answered = resolve
      this.#failed = reject
      this.#socket.write(request)
    })
    this.#usedAt = performance.now()
    return { status, ms: this.#usedAt - begun }
  }

  #listenTo(socket: Socket): Socket {
    socket.on('data', (chunk) => this.#take(chunk))
    socket.on('error', (error) => this.#failed?.(error))
    socket.on('close', () => {
      if (socket === this.#socket) this.#failed?.(new Error('the server closed the connection'))
    })
    return socket
  }

  close(): void {
    this.#answered = null
    this.#failed = null
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const head = this.#received.indexOf('\r\n\r\n')
    if (head === -1) return
    const headers = this.#received.toString('latin1', 0, head)
    const length = /\r\ncontent-length: (\d+)/i.exec(headers)?.[1]
    const ended =
      length === undefined
        ? this.#received.subarray(-5).toString('latin1') === '0\r\n\r\n'
        : this.#received.length >= head + 4 + Number(length)
    if (!ended) return
    this.#received = Buffer.alloc(0)
    this.#answered?.(Number(headers.slice(9, 12)))
  }
}

/** Well below the shortest time after which a server closes an idle connection. */
const LONGEST_PAUSE_MS = 1_000

async function openSocket(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return socket
}

export type LoadResult = { readonly answers: readonly Answer[]; readonly elapsedMs: number }

/** Sends the requests over so many connections, each waiting for its answer before the next. */
export async function closedLoop(
  port: number,
  connections: number,
  requests: readonly WireRequest[],
): Promise<LoadResult> {
  const open = await Promise.all(Array.from({ length: connections }, () => LoadConnection.open(port)))
  const answers: Answer[] = []
  let next = 0
  const begun = performance.now()
  try {
    await Promise.all(
      open.map(async (connection) => {
        for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
          answers.push(await connection.send(request))
        }
      }),
    )
    return { answers, elapsedMs: performance.now() - begun }
  } finally {
    for (const connection of open) connection.close()
  }
}
