import type { AccountDetails } from '../../contract/accounts.ts'
import type { MatterId, UserId } from '../../domain/ids.ts'
import { isAnswerable } from '../../domain/invitation.ts'
import type { PasswordProblem } from '../../domain/password-policy.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { createVerifiedUser } from '../accounts/create-verified-user.ts'
import { openSignIn } from '../accounts/open-sign-in.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { findInvitation, type StoredInvitation } from './invitation-store.ts'
import { noteRefusal, type PlaceRefusal, takePlace } from './take-place.ts'

export type NewAccount = AccountDetails & { readonly password: string }

export type SignUpByInvitationRefusal = PlaceRefusal | PasswordProblem | 'not-found' | 'address-taken'

export type SignedUp = {
  readonly matterId: MatterId
  /** The cookies of the sign-in. */
  readonly headers: Headers
}

/**
 * Opens an account for the invited address, which the link has proved, takes the offered place and signs in: all or
 * nothing, so that a refused seat leaves no account behind. `address-taken`: there is an account, which can sign in.
 */
export async function signUpByInvitation(
  ctx: Context,
  token: string,
  account: NewAccount,
  represents: string,
  headers: Headers,
): Promise<Result<SignedUp, SignUpByInvitationRefusal>> {
  const invitation = await findInvitation(ctx.db, { by: 'token', token })
  if (!invitation) return err('not-found')
  // Before the password is hashed, which is costly; what counts is looked at again when the invitation is spent.
  if (!isAnswerable(invitation, await ctx.clock(ctx.db))) {
    return err(invitation.endedAt === null ? 'invitation-expired' : 'invitation-ended')
  }
  const taken = await transact(ctx.db, (tx) => createAndTake(ctx, tx, invitation, account, represents))
  if (!taken.ok) {
    if (taken.error === 'seat-refused') await noteRefusal(ctx, invitation)
    return taken
  }
  return ok({
    matterId: invitation.matterId,
    headers: await openSignIn(ctx, taken.value, headers),
  })
}

async function createAndTake(
  ctx: Context,
  tx: Tx,
  invitation: StoredInvitation,
  account: NewAccount,
  represents: string,
): Promise<Result<UserId, SignUpByInvitationRefusal>> {
  const { email } = invitation
  const created = await createVerifiedUser(ctx, tx, { ...account, email })
  if (!created.ok) return created
  const { userId } = created.value
  const person = { userId, email, emailVerified: true, name: account.name, firm: account.firm }
  const taken = await takePlace(ctx, tx, invitation, person, represents)
  return taken.ok ? ok(userId) : taken
}
