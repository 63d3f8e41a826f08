import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { CLIENT_ADDRESS_HEADER } from '../accounts/client-address.ts'

type NodeBindings = { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } }

/**
 * Notes where a request comes from, in place of whatever it says of itself: the other end of the connection or, behind a
 * proxy (TLS is spoken before us), the address that the proxy next to us has put at the end of `X-Forwarded-For`. The
 * port has to be within that proxy's reach alone.
 */
export function clientAddress(behindProxy: boolean): MiddlewareHandler<{ Bindings: NodeBindings }> {
  return async (c, next) => {
    const { headers } = c.req.raw
    const forwarded = behindProxy ? headers.get('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined
    const peer = c.env?.incoming?.socket?.remoteAddress
    const address = [forwarded, peer].find((candidate) => candidate !== undefined && isIP(candidate) > 0)
    if (address === undefined) headers.delete(CLIENT_ADDRESS_HEADER)
    else headers.set(CLIENT_ADDRESS_HEADER, address)
    await next()
  }
}
