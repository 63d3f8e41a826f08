import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../../tests/support/server-process.ts'
import { StartError } from '../start-error.ts'
import { openReadiness, type Readiness } from './readiness.ts'
import { type ServedHttp, serveHttp } from './serve-http.ts'

let server: Server
let port: number
let readiness: Readiness
let served: ServedHttp
let streams: ServerResponse[]
let held: { readonly response: ServerResponse; answer(): void }[]

const reachable = { clock: async () => 1 } as unknown as Parameters<typeof openReadiness>[0]

/** `/slow` is answered when the test says so, `/stream` goes on by itself, everything else at once. */
function answer({ url }: IncomingMessage, response: ServerResponse): void {
  if (url === '/slow') held.push({ response, answer: () => response.end('late') })
  else if (url === '/stream') {
    response.write('begun')
    streams.push(response)
  } else response.end('at once')
}

beforeEach(async () => {
  streams = []
  held = []
  server = createServer(answer)
  port = await freePort()
  readiness = openReadiness(reachable)
})
afterEach(() => served.stop())

async function serve(drainMs: number): Promise<void> {
  served = await serveHttp(server, {
    host: '127.0.0.1',
    port,
    setting: 'PORT',
    drainMs,
    readiness,
    endStreams: () => {
      for (const stream of streams) stream.end('ended')
    },
  })
}

/** The answer, once its head is there. Over a connection of its own, which it would keep. */
function ask(path: string): Promise<IncomingMessage> {
  const agent = new Agent({ keepAlive: true })
  return new Promise((resolve, reject) => {
    request({ port, path, host: '127.0.0.1', agent }, resolve).on('error', reject).end()
  })
}

const arrived = () => new Promise<void>((resolve) => server.once('request', () => setImmediate(resolve)))

test('told to stop, it says that it is not ready, and goes on taking requests until the balancer has noticed', async () => {
  await serve(2_000)
  expect(await readiness.check()).toBe('ready')
  const before = await ask('/')
  expect([before.headers.connection, await text(before)]).toEqual(['keep-alive', 'at once'])
  const stopped = served.stop()
  expect(await readiness.check()).toBe('draining')
  const during = await ask('/')
  expect([during.statusCode, during.headers.connection, await text(during)]).toEqual([
    200,
    'close',
    'at once',
  ])
  await stopped
  await expect(ask('/')).rejects.toThrow('ECONNREFUSED')
})

test('what is under way is finished, streams are ended in order, and only then has it stopped', async () => {
  await serve(0)
  const stream = await ask('/stream')
  const coming = arrived()
  const slow = ask('/slow')
  await coming
  let over = false
  const stopped = served.stop().then(() => {
    over = true
  })
  expect(await text(stream)).toBe('begunended')
  await expect(ask('/')).rejects.toThrow('ECONNREFUSED')
  expect(over).toBe(false)
  held[0]?.answer()
  expect(await text(await slow)).toBe('late')
  await stopped
})

test('a connection kept open for nothing holds nobody up', async () => {
  await serve(0)
  const kept = await ask('/')
  expect([kept.headers.connection, await text(kept)]).toEqual(['keep-alive', 'at once'])
  await served.stop()
  expect(server.listening).toBe(false)
})

test('a port that is taken is said to be, with the setting that names it', async () => {
  await serve(0)
  const taken = serveHttp(createServer(), {
    host: '127.0.0.1',
    port,
    setting: 'OPERATIONS_PORT',
    drainMs: 0,
    readiness,
    endStreams: () => {},
  })
  await expect(taken).rejects.toThrow(`Port ${port} is taken; set OPERATIONS_PORT to another.`)
  await expect(taken).rejects.toThrow(StartError)
})
