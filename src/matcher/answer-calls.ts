import type { Socket } from 'node:net'
import { z } from 'zod'
import { FrameError, frameOf, readFrame } from './frames.ts'
import {
  closeRequestSchema,
  endRequestSchema,
  entryRequestSchema,
  type Matcher,
  openKeysRequestSchema,
  recordsSinceRequestSchema,
  revealRequestSchema,
  sessionsAheadRequestSchema,
  voidBothRequestSchema,
  withdrawalRequestSchema,
} from './protocol.ts'

/** A thousand sessions with their versions take 70 kB; everything else is far smaller. */
const MAX_REQUEST_BYTES = 262_144
/** For a request to come, and for an answer to be taken. */
const TRANSFER_TIMEOUT_MS = 5_000
export const MAX_CONNECTIONS = 200

const UNAVAILABLE = { kind: 'unavailable' } as const

export type ServedMatcher = {
  /** Takes no more calls; resolves when those at work are answered. */
  close(): Promise<void>
}

export type ServeLog = { warn(details: { readonly cause: string }, message: string): void }

/** Answers the one call of each connection that is handed over. */
export function answerCalls(matcher: Matcher, log: ServeLog): (socket: Socket) => void {
  const operations = operationsOf(matcher)
  return (socket) => {
    // Whoever hung up needs no answer; what was decided is in the records.
    socket.on('error', () => {})
    socket.setTimeout(TRANSFER_TIMEOUT_MS, () => socket.destroy())
    answerCall(socket, operations).catch((error: unknown) => {
      socket.destroy()
      log.warn({ cause: error instanceof FrameError ? error.code : 'connection-lost' }, 'a call was cut off')
    })
  }
}

type Operations = Readonly<Record<keyof Matcher, (request: unknown) => Promise<unknown>>>

function operationsOf(matcher: Matcher): Operations {
  return {
    openKeys: operation(openKeysRequestSchema, matcher.openKeys),
    accept: operation(entryRequestSchema, matcher.accept),
    acceptAndCompare: operation(entryRequestSchema, matcher.acceptAndCompare),
    withdrawOrVoid: operation(withdrawalRequestSchema, matcher.withdrawOrVoid),
    voidBoth: operation(voidBothRequestSchema, matcher.voidBoth),
    closeOfOpening: operation(closeRequestSchema, matcher.closeOfOpening),
    end: operation(endRequestSchema, matcher.end),
    reveal: operation(revealRequestSchema, matcher.reveal),
    recordsSince: operation(recordsSinceRequestSchema, matcher.recordsSince),
    sessionsAhead: operation(sessionsAheadRequestSchema, matcher.sessionsAhead),
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

async function answerCall(socket: Socket, operations: Operations): Promise<void> {
  const call = callSchema.safeParse(await readFrame(socket, MAX_REQUEST_BYTES))
  // The matcher has a time-out of its own.
  socket.setTimeout(0)
  const answer = call.success ? await perform(operations, call.data) : UNAVAILABLE
  socket.setTimeout(TRANSFER_TIMEOUT_MS)
  socket.end(frameOf(answer))
}

async function perform(operations: Operations, call: z.output<typeof callSchema>): Promise<unknown> {
  return isOperation(operations, call.operation) ? operations[call.operation](call.request) : UNAVAILABLE
}

function isOperation(operations: Operations, name: string): name is keyof Matcher {
  return Object.hasOwn(operations, name)
}
