import type { Socket } from 'node:net'
import { z } from 'zod'
import { FrameError, frameOf, readFrames } from './frames.ts'
import {
  closeRequestSchema,
  endRequestSchema,
  entryRequestSchema,
  keepOutRequestSchema,
  type Matcher,
  openKeysRequestSchema,
  recordsSinceRequestSchema,
  revealRequestSchema,
  sessionsAheadRequestSchema,
  sessionsSinceRequestSchema,
  voidBothRequestSchema,
  withdrawalRequestSchema,
} from './protocol.ts'

/** A thousand sessions with their versions take 70 kB; everything else is far smaller. */
const MAX_REQUEST_BYTES = 262_144
/** For the first request to come, and for an answer to be taken. */
const TRANSFER_TIMEOUT_MS = 5_000
/** For the next request over a connection that has served one. */
const IDLE_TIMEOUT_MS = 60_000
export const MAX_CONNECTIONS = 200

const UNAVAILABLE = { kind: 'unavailable' } as const

export type ServedMatcher = {
  /** Takes no more calls; resolves when those at work are answered. */
  close(): Promise<void>
}

export type ServeLog = { warn(details: { readonly cause: string }, message: string): void }

/**
 * Said in place of an answer by a matcher that takes no more calls: whatever was sent meanwhile is not looked at, and may be
 * asked elsewhere.
 */
export const FAREWELL = 'leaving'

export type AnsweredCalls = {
  /** Answers the calls of a connection. */
  answer(socket: Socket): void
  /** Takes no more calls, over whatever connection; those at work are answered. */
  leave(): void
}

/** Answers calls, one after another over each connection. */
export function answerCalls(matcher: Matcher, log: ServeLog): AnsweredCalls {
  const operations = operationsOf(matcher)
  const waiting = new Set<Socket>()
  let isLeaving = false

  async function answerAll(socket: Socket): Promise<void> {
    const frames = readFrames(socket)
    socket.setTimeout(TRANSFER_TIMEOUT_MS)
    for (;;) {
      waiting.add(socket)
      const message = await frames.next(MAX_REQUEST_BYTES).finally(() => waiting.delete(socket))
      if (isLeaving) return
      if (message === undefined) return void socket.end()
      // The matcher has a time-out of its own.
      socket.setTimeout(0)
      const answer = frameOf(await answerTo(message, operations))
      socket.setTimeout(isLeaving ? TRANSFER_TIMEOUT_MS : IDLE_TIMEOUT_MS)
      if (isLeaving) return void socket.end(answer)
      socket.write(answer)
    }
  }

  return {
    answer(socket) {
      // Whoever hung up needs no answer; what was decided is in the records.
      socket.on('error', () => {})
      socket.on('timeout', () => socket.destroy())
      answerAll(socket).catch((error: unknown) => {
        socket.destroy()
        log.warn(
          { cause: error instanceof FrameError ? error.code : 'connection-lost' },
          'a call was cut off',
        )
      })
    },
    leave() {
      isLeaving = true
      for (const socket of waiting) {
        socket.setTimeout(TRANSFER_TIMEOUT_MS)
        socket.end(frameOf(FAREWELL))
      }
    },
  }
}

type Operations = Readonly<Record<keyof Matcher, (request: unknown) => Promise<unknown>>>

function operationsOf(matcher: Matcher): Operations {
  return {
    openKeys: operation(openKeysRequestSchema, matcher.openKeys),
    accept: operation(entryRequestSchema, matcher.accept),
    acceptAndCompare: operation(entryRequestSchema, matcher.acceptAndCompare),
    withdrawOrVoid: operation(withdrawalRequestSchema, matcher.withdrawOrVoid),
    keepOut: operation(keepOutRequestSchema, matcher.keepOut),
    voidBoth: operation(voidBothRequestSchema, matcher.voidBoth),
    closeOfOpening: operation(closeRequestSchema, matcher.closeOfOpening),
    end: operation(endRequestSchema, matcher.end),
    reveal: operation(revealRequestSchema, matcher.reveal),
    recordsSince: operation(recordsSinceRequestSchema, matcher.recordsSince),
    sessionsAhead: operation(sessionsAheadRequestSchema, matcher.sessionsAhead),
    sessionsSince: operation(sessionsSinceRequestSchema, matcher.sessionsSince),
  }
}

/** A request of another shape, from a server of another version, changes nothing. */
function operation<Request>(schema: z.ZodType<Request>, run: (request: Request) => Promise<unknown>) {
  return async (raw: unknown): Promise<unknown> => {
    const request = schema.safeParse(raw)
    return request.success ? run(request.data) : UNAVAILABLE
  }
}

const callSchema = z.strictObject({ operation: z.string(), request: z.unknown() })

async function answerTo(message: unknown, operations: Operations): Promise<unknown> {
  const call = callSchema.safeParse(message)
  return call.success ? perform(operations, call.data) : UNAVAILABLE
}

async function perform(operations: Operations, call: z.output<typeof callSchema>): Promise<unknown> {
  return isOperation(operations, call.operation) ? operations[call.operation](call.request) : UNAVAILABLE
}

function isOperation(operations: Operations, name: string): name is keyof Matcher {
  return Object.hasOwn(operations, name)
}
