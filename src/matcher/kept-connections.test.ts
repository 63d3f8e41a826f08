import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FAREWELL } from './answer-calls.ts'
import { frameOf, readFrames } from './frames.ts'
import type { Link } from './kept-connections.ts'
import { OutcomeUnknownError } from './matcher-error.ts'
import { reachBySocket } from './reach-by-socket.ts'

type Answer = (socket: Socket, call: unknown) => void

let folder: string
let path: string
let link: Link
let server: Server
let connections: Socket[]
let calls: unknown[]
let answer: Answer

const echo: Answer = (socket, call) => socket.write(frameOf({ to: call }))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backchannel-kept-'))
  path = join(folder, 'matcher.sock')
  connections = []
  calls = []
  answer = echo
  server = await listen()
  link = reachBySocket(path)
})
afterEach(async () => {
  link.close()
  await stop()
  await rm(folder, { recursive: true })
})

async function listen(): Promise<Server> {
  const made = createServer((socket) => {
    connections.push(socket)
    void serve(socket)
  })
  await new Promise<void>((resolve) => made.listen(path, () => resolve()))
  return made
}

async function serve(socket: Socket): Promise<void> {
  const frames = readFrames(socket)
  for (;;) {
    const call = await frames.next(1_000).catch(() => undefined)
    if (call === undefined) return
    calls.push(call)
    answer(socket, call)
  }
}

/** As a process that is killed: every connection closed by the system, at once. */
function stop(): Promise<void> {
  for (const socket of connections) socket.destroy()
  return new Promise((resolve) => server.close(() => resolve()))
}

const ask = (call: string) => link.ask(frameOf(call), 2_000)

test('calls after one another go over one connection, calls at once over one each', async () => {
  expect(await ask('a')).toEqual({ to: 'a' })
  expect(await ask('b')).toEqual({ to: 'b' })
  expect(connections).toHaveLength(1)
  expect(await Promise.all(['c', 'd', 'e'].map(ask))).toEqual([{ to: 'c' }, { to: 'd' }, { to: 'e' }])
  expect(connections).toHaveLength(3)
})

describe('a matcher that is started again between two calls', () => {
  test('is asked anew, the connection to the one before given up', async () => {
    await ask('a')
    await stop()
    server = await listen()
    expect(await ask('b')).toEqual({ to: 'b' })
    expect(calls).toEqual(['a', 'b'])
  })

  test('is asked anew also where the loss has not been noticed yet: the call did not go out', async () => {
    await ask('a')
    // Closed and asked in one turn of the event loop: nobody here has been told.
    connections[0]?.destroy()
    expect(await ask('b')).toEqual({ to: 'b' })
    expect(calls).toEqual(['a', 'b'])
  })

  test('certainly recorded nothing where none has come in its place', async () => {
    await ask('a')
    const stopped = stop()
    await expect(ask('b')).rejects.not.toThrow(OutcomeUnknownError)
    await stopped
    await expect(ask('c')).rejects.not.toThrow(OutcomeUnknownError)
    expect(calls).toEqual(['a'])
  })
})

test('a call that crosses the leave of its matcher was not looked at: another connection is asked', async () => {
  await ask('a')
  answer = (socket, call) => {
    answer = echo
    calls.pop()
    expect(call).toBe('b')
    socket.end(frameOf(FAREWELL))
  }
  expect(await ask('b')).toEqual({ to: 'b' })
  expect(connections).toHaveLength(2)
  expect(calls).toEqual(['a', 'b'])
})

test('a matcher that does nothing but leave is given up', async () => {
  answer = (socket) => socket.end(frameOf(FAREWELL))
  await expect(ask('a')).rejects.toThrow('takes no more calls')
  await expect(ask('a')).rejects.not.toThrow(OutcomeUnknownError)
})

describe('a call that was taken and not answered is of unknown outcome, and asked of nobody else', () => {
  test.each<[string, Answer]>([
    ['hung up', (socket) => socket.end()],
    ['killed', (socket) => socket.destroy()],
    ['amid its answer', (socket) => socket.end(Buffer.from([0, 0, 0, 9, 0x7b]))],
    ['in another language', (socket) => socket.write(Buffer.from([0, 0, 0, 1, 0x7b]))],
  ])('%s', async (_, broken) => {
    await ask('a')
    answer = broken
    await expect(ask('b')).rejects.toThrow(OutcomeUnknownError)
    expect(calls).toEqual(['a', 'b'])
    answer = echo
    expect(await ask('c')).toEqual({ to: 'c' })
  })

  test('in time', async () => {
    await ask('a')
    answer = () => {}
    await expect(link.ask(frameOf('b'), 20)).rejects.toMatchObject({ code: 'timeout' })
    answer = echo
    expect(await ask('c')).toEqual({ to: 'c' })
    expect(calls).toEqual(['a', 'b', 'c'])
  })
})

test('what comes unasked over a connection that is kept ends it: it would be taken for the next answer', async () => {
  await ask('a')
  const [first] = connections
  const closed = new Promise((resolve) => first?.once('close', resolve))
  first?.write(frameOf({ to: 'nobody' }))
  await closed
  expect(await ask('b')).toEqual({ to: 'b' })
  expect(connections).toHaveLength(2)
})
