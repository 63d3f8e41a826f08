import type { BetterAuthPlugin } from 'better-auth'

/**
 * better-auth brings a route for each of its functions, among them some that tell known addresses from unknown ones and
 * some past our limits. None of them is open: pages call our use cases, and those call its functions.
 */
export const noRoutesPlugin = {
  id: 'no-routes',
  onRequest: async () => ({ response: new Response('Not Found', { status: 404 }) }),
} satisfies BetterAuthPlugin
