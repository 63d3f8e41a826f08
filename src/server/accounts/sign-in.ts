import type { UserId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { callAuth, cookiesOf } from './call-auth.ts'
import { forgetAttempts, limitAttempts, limits } from './limit-attempts.ts'

export type SignedIn = {
  /** `second-factor`: nobody is signed in yet, a code has to follow within ten minutes. */
  readonly next: 'signed-in' | 'second-factor'
  /** The cookies to send on. */
  readonly headers: Headers
}

/** Signs in by password. An unknown address costs the same work and gets the same answer as a wrong password. */
export async function signIn(
  ctx: Context,
  { email, password }: { readonly email: string; readonly password: string },
  headers: Headers,
): Promise<Result<SignedIn, 'wrong-credentials' | 'too-many-attempts'>> {
  const counted = limits.signIn(email, headers)
  const allowed = await limitAttempts(ctx, counted)
  if (!allowed.ok) return allowed
  await lookUpNobody(ctx, email)

  const answer = await callAuth(
    () => ctx.auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
    {
      INVALID_EMAIL: 'wrong-credentials',
      INVALID_EMAIL_OR_PASSWORD: 'wrong-credentials',
      EMAIL_NOT_VERIFIED: 'wrong-credentials',
      PASSWORD_TOO_LONG: 'wrong-credentials',
    } as const,
  )
  if (!answer.ok) return err(answer.error)
  await forgetAttempts(ctx, counted)
  const needsCode = 'twoFactorRedirect' in answer.value.response
  return ok({ next: needsCode ? 'second-factor' : 'signed-in', headers: cookiesOf(answer.value) })
}

/**
 * better-auth looks up the ways of signing in of a person whom it has found, and then works on the password either way. The
 * way to the database that it saves for an unknown address is gone here, so that time does not tell the address.
 */
async function lookUpNobody({ db }: Pick<Context, 'db'>, email: string): Promise<void> {
  const address = email.toLowerCase()
  const user = await db.selectFrom('users').select('id').where('email', '=', address).executeTakeFirst()
  if (user) return
  await db.selectFrom('credentials').selectAll().where('userId', '=', NOBODY).execute()
}

const NOBODY = '00000000-0000-0000-0000-000000000000' as UserId
