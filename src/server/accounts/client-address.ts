import { normalizeIP } from '@better-auth/core/utils/ip'

/**
 * Set by our HTTP layer on each request, in place of whatever came under this name: the address of the other end of the
 * connection, or what the proxy before us says it is. Used to limit attempts and shown in the list of sign-ins.
 */
export const CLIENT_ADDRESS_HEADER = 'x-backchannel-client-address'

/** The place a request comes from: of IPv6 the /64, which one subscriber has all to themselves. */
export function findClientAddress(headers: Headers): string | null {
  const address = headers.get(CLIENT_ADDRESS_HEADER)
  return address === null ? null : normalizeIP(address, { ipv6Subnet: 64 })
}
