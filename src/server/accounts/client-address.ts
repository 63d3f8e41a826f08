/**
 * Set by our HTTP layer on each request, in place of whatever came under this name: the address of the other end of the
 * connection, or what a trusted proxy says it is. Used to limit attempts and shown in the list of sign-ins.
 */
export const CLIENT_ADDRESS_HEADER = 'x-backchannel-client-address'

export function findClientAddress(headers: Headers): string | null {
  return headers.get(CLIENT_ADDRESS_HEADER)
}
