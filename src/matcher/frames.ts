import type { Socket } from 'node:net'

/** What came over a connection is not a whole message: cut off, too long, or no JSON. */
export class FrameError extends Error {
  readonly code: 'cut-off' | 'too-long' | 'no-json'

  constructor(code: FrameError['code']) {
    super(code)
    this.name = 'FrameError'
    this.code = code
  }
}

const LENGTH_BYTES = 4
/** What may come before anybody waits for it: of one who keeps to his turn, a word of leave. */
const MAX_UNASKED_BYTES = 65_536

/** A message as it goes over a connection: its length in bytes (32 bits, the highest first), then JSON. */
export function frameOf(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body])
}

export type FrameReader = {
  /**
   * The next message; undefined where the other end has hung up between two. Rejects with `FrameError`, or with the
   * error that broke the connection. One at a time.
   */
  next(maxBytes: number): Promise<unknown>
}

type Wait = { readonly maxBytes: number } & Pick<PromiseWithResolvers<unknown>, 'resolve' | 'reject'>

/** Reads what comes over a connection, which it leaves open. */
export function readFrames(socket: Socket): FrameReader {
  let chunks: Buffer[] = []
  let size = 0
  let over: { readonly error: Error | null } | null = null
  let waiting: Wait | null = null

  function finish(error: Error | null): void {
    over ??= { error }
    settle()
  }

  function settle(): void {
    if (waiting === null) {
      if (size > MAX_UNASKED_BYTES) socket.destroy(new FrameError('too-long'))
      return
    }
    const { maxBytes, resolve, reject } = waiting
    const taken = take(maxBytes)
    if (taken === null && over === null) return
    waiting = null
    const error = taken instanceof FrameError ? taken : taken === null ? failure() : null
    if (error === null) resolve(taken instanceof FrameError ? undefined : taken?.message)
    else reject(error)
  }

  /** Of a connection that is over; null where the other end hung up between two messages. */
  function failure(): Error | null {
    return over?.error ?? (size > 0 ? new FrameError('cut-off') : null)
  }

  /** Null where it is not there yet. */
  function take(maxBytes: number): { readonly message: unknown } | FrameError | null {
    if (size < LENGTH_BYTES) return null
    if (chunks.length > 1 && (chunks[0]?.length ?? 0) < LENGTH_BYTES) chunks = [Buffer.concat(chunks)]
    const end = LENGTH_BYTES + (chunks[0]?.readUInt32BE() ?? 0)
    if (end - LENGTH_BYTES > maxBytes || size > end) return new FrameError('too-long')
    if (size < end) return null
    const body = Buffer.concat(chunks).subarray(LENGTH_BYTES)
    chunks = []
    size = 0
    return parse(body)
  }

  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
    settle()
  })
  socket.on('end', () => finish(null))
  socket.on('close', () => finish(null))
  socket.on('error', finish)
  return {
    next(maxBytes) {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      waiting = { maxBytes, resolve, reject }
      settle()
      return promise
    },
  }
}

/** The parser's own message quotes the text. */
function parse(body: Buffer): { readonly message: unknown } | FrameError {
  try {
    return { message: JSON.parse(body.toString('utf8')) }
  } catch {
    return new FrameError('no-json')
  }
}
