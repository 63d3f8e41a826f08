import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { afterEach, describe, expect, it } from 'vitest'
import { rawClient } from '../../../tests/support/raw-client.ts'
import { createLimitedServer, type HttpLimits } from './create-server.ts'

/** Short, so that a slow client is one at once; a quick one is never that slow. */
const LIMITS: HttpLimits = { headersTimeoutMs: 200, requestTimeoutMs: 400, checkMs: 20, connections: 100 }
const MOST_BYTES = 1_000

let server: Server
const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server.closeAllConnections()
  return new Promise<void>((resolve) => server.close(() => resolve()))
})

/** It says how long a body is, and streams what it is told to. */
async function serve(limits: Partial<HttpLimits> = {}) {
  const app = new Hono()
  const streams: ReadableStreamDefaultController<Uint8Array>[] = []
  app.use(bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.text('too large', 413) }))
  app.get('/stream', () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        streams.push(controller)
        controller.enqueue(Buffer.from('begun'))
      },
    })
    return new Response(body)
  })
  app.all('*', async (c) => c.text(`${(await c.req.arrayBuffer()).byteLength} bytes`))
  app.onError((_error, c) => c.text('cut off', 400))
  server = createLimitedServer(app.fetch, { ...LIMITS, ...limits })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { push: (text: string) => streams[0]?.enqueue(Buffer.from(text)) }
}

function client(...lines: readonly string[]) {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const opened = rawClient(address.port, lines.join('\r\n'))
  sockets.push(opened.socket)
  return opened
}

const END = ['', '']

describe('a client that takes its time', () => {
  it('is cut off amid the head of its request', async () => {
    await serve()
    expect(await client('GET / HTTP/1.1', 'Host: localhost', 'X-Slow: ').closed).toMatch(/^HTTP\/1.1 408 /)
  })

  it('is cut off amid the body', async () => {
    await serve()
    const slow = client('POST / HTTP/1.1', 'Host: localhost', 'Content-Length: 100', ...END, 'a few bytes')
    expect(await slow.closed).toMatch(/^HTTP\/1.1 408 /)
  })

  it('may take it over an answer: live events outlast what a request may take', async () => {
    const { push } = await serve()
    const reader = client('GET /stream HTTP/1.1', 'Host: localhost', ...END)
    await reader.until('begun')
    await client('POST / HTTP/1.1', 'Host: localhost', 'Content-Length: 100', ...END).closed
    push('more')
    expect(await reader.until('more')).toContain('begun')
  })
})

describe('a body beyond what is taken', () => {
  const TOO_LARGE = /^HTTP\/1.1 413 /

  it('is refused by the length it names, before it comes', async () => {
    await serve()
    const large = client('POST / HTTP/1.1', 'Host: localhost', `Content-Length: ${MOST_BYTES + 1}`, ...END)
    expect(await large.until('too large')).toMatch(TOO_LARGE)
  })

  it('is refused where it names none, as soon as there is too much', async () => {
    await serve()
    const chunk = 'x'.repeat(0x400)
    const large = client('POST / HTTP/1.1', 'Host: localhost', 'Transfer-Encoding: chunked', ...END)
    large.socket.write(`400\r\n${chunk}\r\n`)
    expect(await large.until('too large')).toMatch(TOO_LARGE)
  })

  it('of just the size is taken', async () => {
    await serve()
    const body = 'x'.repeat(MOST_BYTES)
    const fits = client('POST / HTTP/1.1', 'Host: localhost', `Content-Length: ${MOST_BYTES}`, '', body)
    expect(await fits.until('bytes')).toContain(`${MOST_BYTES} bytes`)
  })
})

it('a connection too many is closed at once, and one that ends makes room', async () => {
  await serve({ connections: 1 })
  const first = client('GET /stream HTTP/1.1', 'Host: localhost', ...END)
  await first.until('begun')
  expect(await client('GET / HTTP/1.1', 'Host: localhost', ...END).closed).toBe('')
  const gone = once([...sockets].at(0) ?? first.socket, 'close')
  first.socket.destroy()
  await gone
  await noConnections()
  expect(await client('GET / HTTP/1.1', 'Host: localhost', ...END).until('bytes')).toContain('0 bytes')
})

/** The server hears of a connection's end a moment after the client. */
async function noConnections(): Promise<void> {
  for (;;) {
    const count = await new Promise<number>((resolve) => server.getConnections((_, open) => resolve(open)))
    if (count === 0) return
  }
}
