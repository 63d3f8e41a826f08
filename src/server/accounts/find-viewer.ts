import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import { compileOnce } from '../../postgres/compile-once.ts'
import type { Context } from '../context.ts'
import { DATABASE_NOW } from '../db/clock.ts'
import type { Db } from '../db/database.ts'

/** A sign-in that a request comes with. */
export type SignIn = {
  readonly signInId: string
  readonly viewer: Viewer
  /** When the person last proved who they are within it, by the database's clock. */
  readonly authenticatedAt: Instant
}

type Accounts = Pick<Context, 'auth' | 'db'>

/** Who is signed in, by the cookie of a request; null where nobody is, or the sign-in has ended. */
export async function findViewer(ctx: Accounts, headers: Headers): Promise<Viewer | null> {
  const signIn = await findSignIn(ctx, headers)
  return signIn?.viewer ?? null
}

/**
 * The cookie is better-auth's; it is looked at here because every request begins with it, and better-auth takes two
 * queries and much work of its own for what is one.
 */
export async function findSignIn({ auth, db }: Accounts, headers: Headers): Promise<SignIn | null> {
  const { authCookies, secret } = await auth.$context
  const token = readSigned(cookieOf(headers, authCookies.sessionToken.name), secret)
  if (token === null) return null
  const [row] = await signInOf(db, { token })
  if (!row) return null
  const { signInId, authenticatedAt, ...viewer } = row
  return { signInId, authenticatedAt, viewer }
}

const signInOf = compileOnce((db: Db, { token }: { readonly token: string }) =>
  db
    .selectFrom('signIns')
    .innerJoin('users', 'users.id', 'signIns.userId')
    .where('signIns.token', '=', token)
    .where('signIns.expiresAt', '>', DATABASE_NOW)
    .where('users.emailVerified', '=', true)
    .select([
      'signIns.id as signInId',
      'signIns.authenticatedAt',
      'users.id as userId',
      'users.name',
      'users.email',
      'users.timeZone',
    ]),
)

/** The first of the name, decoded; null where there is none. */
function cookieOf(headers: Headers, name: string): string | null {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
  if (value === undefined) return null
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}

/** What stands before the last dot, if what follows is our HMAC-SHA-256 of it in base64. */
function readSigned(value: string | null, secret: string): string | null {
  const dot = value?.lastIndexOf('.') ?? -1
  if (value === null || dot < 1) return null
  const signed = value.slice(0, dot)
  const signature = Buffer.from(value.slice(dot + 1))
  const expected = Buffer.from(createHmac('sha256', secret).update(signed).digest('base64'))
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? signed : null
}
