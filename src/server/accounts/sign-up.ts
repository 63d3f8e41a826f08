import type { SignUp } from '../../contract/accounts.ts'
import { paths } from '../../contract/paths.ts'
import { DAY_MS } from '../../domain/deadlines.ts'
import { findPasswordProblem, type PasswordProblem } from '../../domain/password-policy.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { hashPassword } from './hash-password.ts'
import { limitAttempts, limits } from './limit-attempts.ts'
import { hashLinkToken } from './link-token.ts'

const LINK_MS = DAY_MS

/**
 * Asks for an account. It comes to be when the link in the mail is followed and the password given again: so the address
 * is proved, and whoever asked for an account in another's name is left with nothing when that other clicks.
 *
 * Known and unknown addresses get the same answer after the same work: the same hash, the same statements, one mail; the
 * holder of an account is told of the attempt instead of being sent a link. `nextPath` is where the link leads on to.
 */
export async function signUp(
  ctx: Context,
  { password, email, ...details }: SignUp,
  nextPath: string | null,
  headers: Headers,
): Promise<Result<void, PasswordProblem | 'too-many-attempts'>> {
  const problem = findPasswordProblem(password, [details.name, email, details.firm])
  if (problem) return err(problem)
  const allowed = await limitAttempts(ctx, limits.signUp(email, headers))
  if (!allowed.ok) return allowed

  const passwordHash = await hashPassword(ctx.chance, password)
  const token = ctx.chance.newToken()
  const tokenHash = hashLinkToken(token)
  await ctx.db.transaction().execute(async (tx) => {
    const now = await ctx.clock(tx)
    const known = await tx.selectFrom('users').where('email', '=', email).select('name').executeTakeFirst()
    // For a known address too, for the sake of the same work: nobody gets the link, and it expires.
    await tx
      .insertInto('pendingSignUps')
      .values({
        tokenHash,
        email,
        passwordHash,
        ...details,
        nextPath,
        createdAt: now,
        expiresAt: now + LINK_MS,
      })
      .execute()
    const dedupeKey = `sign-up/${tokenHash}`
    if (known) {
      await queueMail(ctx, tx, {
        to: { email, name: known.name },
        template: 'already-registered',
        props: { signInPath: paths.signIn(), resetPath: paths.forgotPassword() },
        dedupeKey,
      })
    } else {
      await queueMail(ctx, tx, {
        to: { email, name: details.name },
        template: 'verify-email',
        props: { path: paths.verifyEmail({ token }) },
        dedupeKey,
      })
    }
  })
  return ok()
}
