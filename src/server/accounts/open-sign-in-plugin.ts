import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'

/**
 * Opens a sign-in for somebody who has proved otherwise who they are: by the link in a mail. It has no path, so there is
 * no way to it over HTTP.
 */
export const openSignInPlugin = {
  id: 'open-sign-in',
  endpoints: {
    openSignIn: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (endpoint) => {
        const { internalAdapter } = endpoint.context
        const user = await internalAdapter.findUserById(endpoint.body.userId)
        if (!user) throw new Error('a sign-in was to be opened for a person who does not exist')
        const session = await internalAdapter.createSession(user.id)
        await setSessionCookie(endpoint, { session, user })
        return endpoint.json({ signInId: session.id })
      },
    ),
  },
} satisfies BetterAuthPlugin
