import { connect, type TLSSocket } from 'node:tls'
import { readFrame } from './frames.ts'
import type { MatcherAddress } from './matcher-address.ts'
import type { Reach } from './reach-by-socket.ts'
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
export function reachByTls({ identity, addresses, name }: MatcherOverTls): Reach {
  const avoided = new Set<MatcherAddress>()
  let turn = 0

  function inTurn(): readonly MatcherAddress[] {
    const start = turn++ % addresses.length
    const turned = [...addresses.slice(start), ...addresses.slice(0, start)]
    return [...turned.filter((each) => !avoided.has(each)), ...turned.filter((each) => avoided.has(each))]
  }

  return async () => {
    let failure: unknown = new Error('there is no address')
    for (const address of inTurn()) {
      try {
        const socket = await greeted(address, identity, name)
        avoided.delete(address)
        return socket
      } catch (error) {
        failure = error
        avoided.add(address)
        setTimeout(() => avoided.delete(address), AVOIDED_MS).unref()
      }
    }
    throw failure
  }
}

async function greeted(
  { host, port }: MatcherAddress,
  { authority, certificate, key }: TlsIdentity,
  name: string | undefined,
): Promise<TLSSocket> {
  const socket = connect({
    host,
    port,
    ...(name === undefined ? {} : { servername: name }),
    ca: authority,
    cert: certificate,
    key,
    minVersion: 'TLSv1.3',
  })
  // Stays: an error on an open connection is told to whoever reads from it.
  socket.on('error', () => {})
  const tooLong = setTimeout(() => socket.destroy(new Error('no greeting')), CONNECT_TIMEOUT_MS)
  try {
    if ((await readFrame(socket, MAX_GREETING_BYTES)) !== GREETING) throw new Error('another greeting')
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    clearTimeout(tooLong)
  }
}
