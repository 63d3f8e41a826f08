import { connect } from 'node:tls'
import { readFrames } from './frames.ts'
import { type Channel, keptConnections, type Link } from './kept-connections.ts'
import type { MatcherAddress } from './matcher-address.ts'
import { OutcomeUnknownError } from './matcher-error.ts'
import type { TlsIdentity } from './tls-identity.ts'

export type MatcherOverTls = {
  readonly identity: TlsIdentity
  /** Over one store and one key store: it is all the same which of them is asked. */
  readonly addresses: readonly MatcherAddress[]
  /** The name in the matchers' certificates, where it is not the host of the address. */
  readonly name?: string
}

/** For a connection to be made, and the greeting to come. */
const CONNECT_TIMEOUT_MS = 4_000
/** One that could not be reached is asked last for so long. */
const AVOIDED_MS = 5_000

/** What a matcher says first, once it has checked who asks. */
export const GREETING = 'ready'
const MAX_GREETING_BYTES = 64

/**
 * To matchers on other hosts, by turns, over TLS 1.3 with certificates on both ends. What cannot be reached is passed
 * over. A client believes that it is connected before the server has looked at its certificate (RFC 8446, 4.4.2), so a
 * connection counts from the greeting on: until then certainly nothing was recorded.
 */
export function reachByTls({ identity, addresses, name }: MatcherOverTls): Link {
  const links = new Map(
    addresses.map((address) => [address, keptConnections(() => greeted(address, identity, name))]),
  )
  const avoided = new Set<MatcherAddress>()
  let turn = 0

  function inTurn(): readonly (readonly [MatcherAddress, Link])[] {
    const all = [...links]
    const start = turn++ % all.length
    const turned = [...all.slice(start), ...all.slice(0, start)]
    return [
      ...turned.filter(([address]) => !avoided.has(address)),
      ...turned.filter(([address]) => avoided.has(address)),
    ]
  }

  return {
    async ask(message, timeoutMs) {
      let failure: unknown = new Error('there is no address')
      for (const [address, link] of inTurn()) {
        try {
          const answer = await link.ask(message, timeoutMs)
          avoided.delete(address)
          return answer
        } catch (error) {
          // Another could do it twice.
          if (error instanceof OutcomeUnknownError) throw error
          failure = error
          avoided.add(address)
          setTimeout(() => avoided.delete(address), AVOIDED_MS).unref()
        }
      }
      throw failure
    },
    close() {
      for (const link of links.values()) link.close()
    },
  }
}

async function greeted(
  { host, port }: MatcherAddress,
  { authority, certificate, key }: TlsIdentity,
  name: string | undefined,
): Promise<Channel> {
  const socket = connect({
    host,
    port,
    ...(name === undefined ? {} : { servername: name }),
    ca: authority,
    cert: certificate,
    key,
    minVersion: 'TLSv1.3',
  })
  const frames = readFrames(socket)
  const tooLong = setTimeout(() => socket.destroy(new Error('no greeting')), CONNECT_TIMEOUT_MS)
  try {
    if ((await frames.next(MAX_GREETING_BYTES)) !== GREETING) throw new Error('another greeting')
    return { socket, frames }
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    clearTimeout(tooLong)
  }
}
