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

/** A message as it goes over a connection: its length in bytes (32 bits, the highest first), then JSON. */
export function frameOf(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body])
}

/** The next message. Rejects with `FrameError`, or with the error that broke the connection. Leaves it open. */
export async function readFrame(socket: Socket, maxBytes: number): Promise<unknown> {
  let received = Buffer.alloc(0)
  const chunks: AsyncIterable<Buffer> = socket.iterator({ destroyOnReturn: false })
  for await (const chunk of chunks) {
    received = Buffer.concat([received, chunk])
    if (received.length < LENGTH_BYTES) continue
    const length = received.readUInt32BE()
    if (length > maxBytes || received.length > LENGTH_BYTES + length) throw new FrameError('too-long')
    if (received.length === LENGTH_BYTES + length) return parse(received.subarray(LENGTH_BYTES))
  }
  throw new FrameError('cut-off')
}

/** The parser's own message quotes the text. */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new FrameError('no-json')
  }
}
