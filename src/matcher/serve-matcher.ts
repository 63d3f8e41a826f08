import { chmod, rename, rm, stat } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { z } from 'zod'
import { FrameError, frameOf, readFrame } from './frames.ts'
import { MatcherStartError } from './matcher-error.ts'
import {
  closeRequestSchema,
  endRequestSchema,
  entryRequestSchema,
  type Matcher,
  openKeysRequestSchema,
  recordsSinceRequestSchema,
  revealRequestSchema,
  sessionsAheadRequestSchema,
  withdrawalRequestSchema,
} from './protocol.ts'

/** A thousand sessions with their versions take 70 kB; everything else is far smaller. */
const MAX_REQUEST_BYTES = 262_144
/** For a request to come, and for an answer to be taken. */
const TRANSFER_TIMEOUT_MS = 5_000
const MAX_CONNECTIONS = 200

const UNAVAILABLE = { kind: 'unavailable' } as const

export type ServeOptions = {
  /** In a folder that the matcher's user has to itself, or shares with the web server's group. */
  readonly socketPath: string
  readonly log: { warn(details: { readonly cause: string }, message: string): void }
}

export type ServedMatcher = {
  /** Takes no more calls; resolves when those at work are answered. */
  close(): Promise<void>
}

/**
 * Answers calls over a Unix socket, one a connection. Takes the path over from a matcher that was there before, dead
 * or alive.
 */
export async function serveMatcher(matcher: Matcher, options: ServeOptions): Promise<ServedMatcher> {
  const { socketPath, log } = options
  const socketMode = await socketModeIn(dirname(socketPath))
  const operations = operationsOf(matcher)
  const server = createServer((socket) => {
    // Whoever hung up needs no answer; what was decided is in the records.
    socket.on('error', () => {})
    socket.setTimeout(TRANSFER_TIMEOUT_MS, () => socket.destroy())
    answerCall(socket, operations).catch((error: unknown) => {
      socket.destroy()
      log.warn({ cause: error instanceof FrameError ? error.code : 'connection-lost' }, 'a call was cut off')
    })
  })
  server.maxConnections = MAX_CONNECTIONS
  // Node removes on closing what it has bound. Under another name, that cannot be the socket of a matcher after this.
  const draft = `${socketPath}.${process.pid}`
  await rm(draft, { force: true })
  await listen(server, draft)
  await chmod(draft, socketMode)
  await rename(draft, socketPath)
  return { close: () => new Promise((resolve) => server.close(() => resolve())) }
}

type Operations = Readonly<Record<keyof Matcher, (request: unknown) => Promise<unknown>>>

function operationsOf(matcher: Matcher): Operations {
  return {
    openKeys: operation(openKeysRequestSchema, matcher.openKeys),
    accept: operation(entryRequestSchema, matcher.accept),
    acceptAndCompare: operation(entryRequestSchema, matcher.acceptAndCompare),
    withdrawOrVoid: operation(withdrawalRequestSchema, matcher.withdrawOrVoid),
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

/** Of the socket: whoever may enter the folder may call, and nobody else. */
async function socketModeIn(folder: string): Promise<number> {
  const { mode, uid } = await stat(folder)
  if (uid !== process.getuid?.()) throw new MatcherStartError(`${folder} belongs to another user`)
  if ((mode & 0o027) !== 0) {
    throw new MatcherStartError(
      `${folder} is open to others: make it 0700, or 0750 with the web server’s group`,
    )
  }
  return (mode & 0o010) === 0 ? 0o600 : 0o660
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve())
  })
}
