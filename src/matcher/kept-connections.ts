import type { Socket } from 'node:net'
import { FAREWELL } from './answer-calls.ts'
import { FrameError, type FrameReader } from './frames.ts'
import { OutcomeUnknownError } from './matcher-error.ts'

/** A connection over which nothing has been sent. */
export type Channel = { readonly socket: Socket; readonly frames: FrameReader }

/** The way to a matcher. */
export type Link = {
  /**
   * Sends a message and gives the answer. Rejects with `OutcomeUnknownError` where the message may have been taken, with
   * any other error where it certainly was not.
   */
  ask(message: Buffer, timeoutMs: number): Promise<unknown>
  close(): void
}

/** Records of a session of 30 days come to some 100 kB. */
const MAX_ANSWER_BYTES = 33_554_432
/** Shorter than the matcher waits for the next call, so that it is not the one who hangs up. */
const KEPT_MS = 10_000
const MOST_KEPT = 8

const NOT_TAKEN = Symbol('not taken')

type Connection = Channel & {
  /** What comes next: the answer to what is sent, or the other end's leave while nothing is. */
  next: Promise<unknown>
  isAtWork: boolean
}

/**
 * Connections to one matcher that serve one call after another: to make one takes longer than most calls. Whatever goes
 * wrong once a call is sent is of unknown outcome, unless the matcher has said that it takes no more, or the system has
 * said that the call did not go out whole: then another connection is asked, since nobody can have acted on it.
 */
export function keptConnections(open: () => Promise<Channel>): Link {
  const kept: Connection[] = []
  const all = new Set<Socket>()

  function take({ socket, frames }: Channel): Connection {
    const connection = { socket, frames, next: frames.next(MAX_ANSWER_BYTES), isAtWork: true }
    all.add(socket)
    socket.on('close', () => all.delete(socket))
    socket.on('timeout', () => {
      socket.destroy(connection.isAtWork ? new OutcomeUnknownError('timeout') : undefined)
    })
    return connection
  }

  function keep(connection: Connection): void {
    const { socket, frames } = connection
    if (kept.length >= MOST_KEPT) return void socket.destroy()
    connection.isAtWork = false
    connection.next = frames.next(MAX_ANSWER_BYTES)
    const forget = () => {
      if (!connection.isAtWork) drop(connection)
    }
    connection.next.then(forget, forget)
    socket.setTimeout(KEPT_MS)
    // It keeps no process from ending.
    socket.unref()
    kept.push(connection)
  }

  function drop(connection: Connection): void {
    const at = kept.indexOf(connection)
    if (at !== -1) kept.splice(at, 1)
    connection.socket.destroy()
  }

  async function exchange(connection: Connection, message: Buffer, timeoutMs: number): Promise<unknown> {
    const { socket } = connection
    connection.isAtWork = true
    socket.ref()
    socket.setTimeout(timeoutMs)
    try {
      socket.write(message)
      const answer = await connection.next
      if (answer === undefined) throw new FrameError('cut-off')
      if (answer !== FAREWELL) {
        keep(connection)
        return answer
      }
      socket.destroy()
      return NOT_TAKEN
    } catch (cause) {
      socket.destroy()
      if (wasNotSent(cause)) return NOT_TAKEN
      throw cause instanceof OutcomeUnknownError
        ? cause
        : new OutcomeUnknownError('connection-lost', { cause })
    }
  }

  return {
    async ask(message, timeoutMs) {
      for (let known = kept.shift(); known; known = kept.shift()) {
        const answer = await exchange(known, message, timeoutMs)
        if (answer !== NOT_TAKEN) return answer
      }
      const answer = await exchange(take(await open()), message, timeoutMs)
      if (answer === NOT_TAKEN) throw new Error('the matcher takes no more calls')
      return answer
    },
    close() {
      for (const socket of all) socket.destroy()
    },
  }
}

/** The system refuses to send to an end that is closed: the message did not go out, or not to its end. */
function wasNotSent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}
