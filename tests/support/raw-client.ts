import { connect, type Socket } from 'node:net'

/** A client that sends what it is told, and no more: nothing of HTTP is right unless its test makes it so. */
export type RawClient = {
  readonly socket: Socket
  /** All that was said to it, once the other end has closed. */
  readonly closed: Promise<string>
  /** All that was said to it, once it has been told these words. */
  until(words: string | RegExp): Promise<string>
}

export function rawClient(port: number, text: string | Buffer): RawClient {
  const socket = connect(port, '127.0.0.1')
  let said = ''
  const waiting = new Set<() => void>()
  socket.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    for (const look of waiting) look()
  })
  socket.on('error', () => {
    // Cut off: its end tells.
  })
  if (text.length > 0) socket.write(text)
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(said)))
  return {
    socket,
    closed,
    until: (words) =>
      new Promise<string>((resolve) => {
        const look = () => {
          if (typeof words === 'string' ? said.includes(words) : words.test(said)) resolve(said)
        }
        waiting.add(look)
        look()
      }),
  }
}
