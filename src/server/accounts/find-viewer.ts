import { isAPIError } from 'better-auth/api'
import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { UserId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { DatabaseAway } from '../db/database-away.ts'

/** A sign-in that a request comes with. */
export type SignIn = {
  readonly signInId: string
  readonly viewer: Viewer
  /** When the person last proved who they are within it, by the database's clock. */
  readonly authenticatedAt: Instant
}

/** Who is signed in, by the cookie of a request; null where nobody is, or the sign-in has ended. */
export async function findViewer(ctx: Pick<Context, 'auth'>, headers: Headers): Promise<Viewer | null> {
  const signIn = await findSignIn(ctx, headers)
  return signIn?.viewer ?? null
}

export async function findSignIn(ctx: Pick<Context, 'auth'>, headers: Headers): Promise<SignIn | null> {
  const found = await ctx.auth.api.getSession({ headers }).catch(sayWhy)
  if (!found?.user.emailVerified) return null
  const { user, session } = found
  return {
    signInId: session.id,
    authenticatedAt: session.authenticatedAt,
    viewer: { userId: user.id as UserId, name: user.name, email: user.email, timeZone: user.timeZone },
  }
}

/** better-auth keeps the failure of the database to itself. Nobody is taken for signed out because of it. */
function sayWhy(error: unknown): never {
  const failed = isAPIError(error) && error.status === 'INTERNAL_SERVER_ERROR'
  throw failed ? new DatabaseAway('the sign-in could not be looked up', { cause: error }) : error
}
