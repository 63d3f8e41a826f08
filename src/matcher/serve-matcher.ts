import { chmod, rename, rm, stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { dirname } from 'node:path'
import { answerCalls, MAX_CONNECTIONS, type ServedMatcher, type ServeLog } from './answer-calls.ts'
import { MatcherStartError } from './matcher-error.ts'
import type { Matcher } from './protocol.ts'

export type ServeOptions = {
  /** In a folder that the matcher's user has to itself, or shares with the web server's group. */
  readonly socketPath: string
  readonly log: ServeLog
}

/**
 * Answers calls over a Unix socket. Takes the path over from a matcher that was there before, dead
 * or alive.
 */
export async function serveMatcher(
  matcher: Matcher,
  { socketPath, log }: ServeOptions,
): Promise<ServedMatcher> {
  const socketMode = await socketModeIn(dirname(socketPath))
  const calls = answerCalls(matcher, log)
  const server = createServer({ allowHalfOpen: true }, calls.answer)
  server.maxConnections = MAX_CONNECTIONS
  // Node removes on closing what it has bound. Under another name, that cannot be the socket of a matcher after this.
  const draft = `${socketPath}.${process.pid}`
  await rm(draft, { force: true })
  await listen(server, draft)
  await chmod(draft, socketMode)
  await rename(draft, socketPath)
  return {
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      calls.leave()
      return closed
    },
  }
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
