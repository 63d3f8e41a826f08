import { checkServerIdentity, createServer, type TLSSocket } from 'node:tls'
import { answerCalls, MAX_CONNECTIONS, type ServedMatcher, type ServeLog } from './answer-calls.ts'
import { frameOf } from './frames.ts'
import { MatcherStartError } from './matcher-error.ts'
import type { Matcher } from './protocol.ts'
import { GREETING } from './reach-by-tls.ts'
import type { TlsSettings } from './settings.ts'

const HANDSHAKE_TIMEOUT_MS = 5_000

/**
 * Answers calls of web servers and workers on other hosts, over TLS 1.3. The other end shows a
 * certificate of the operator's authority for one of the names that may ask; before it has, it is told nothing, and its
 * bytes are not looked at.
 */
export async function serveOverTls(
  matcher: Matcher,
  { host, port, identity, clientNames }: TlsSettings,
  log: ServeLog,
): Promise<ServedMatcher & { readonly port: number }> {
  const calls = answerCalls(matcher, log)
  const server = createServer(
    {
      ca: identity.authority,
      cert: identity.certificate,
      key: identity.key,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.3',
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    },
    (socket) => {
      if (!mayAsk(socket, clientNames)) {
        socket.destroy()
        log.warn({ cause: 'wrong-name' }, 'a caller was refused')
        return
      }
      calls.answer(socket)
      socket.write(frameOf(GREETING))
    },
  )
  server.maxConnections = MAX_CONNECTIONS
  server.on('tlsClientError', (error, { authorizationError }) => {
    // What was wrong with its certificate; the error itself tells no more than that the connection was closed for it.
    const cause = authorizationError ?? ('code' in error ? error.code : error.name)
    log.warn({ cause: String(cause) }, 'a caller was refused')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new MatcherStartError(`The matcher cannot listen at ${host}:${port} (${error.code}).`))
    })
    server.listen(port, host, () => resolve())
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      calls.leave()
      return closed
    },
  }
}

/** Certified by the authority it is already; what is certified as something else, another matcher say, may not ask. */
function mayAsk(socket: TLSSocket, names: readonly string[]): boolean {
  const certificate = socket.getPeerCertificate()
  return socket.authorized && names.some((name) => checkServerIdentity(name, certificate) === undefined)
}
