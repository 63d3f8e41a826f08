import type { Viewer } from '../../src/contract/viewer.ts'
import type { VerifiedUser } from '../../src/server/accounts/create-verified-user.ts'
import { createVerifiedUser } from '../../src/server/accounts/create-verified-user.ts'
import { findViewer } from '../../src/server/accounts/find-viewer.ts'
import { openSignIn } from '../../src/server/accounts/open-sign-in.ts'
import type { Context } from '../../src/server/context.ts'
import { transact } from '../../src/server/db/transact.ts'
import { withCookies } from './cookies.ts'

export const TEST_PASSWORD = 'seven herons above a quiet mill'

export type Person = { readonly viewer: Viewer; readonly headers: Headers; readonly password: string }

/** Somebody with an account, signed in: `headers` are what their browser sends. */
export async function createPerson(ctx: Context, about: Partial<VerifiedUser> = {}): Promise<Person> {
  const user: VerifiedUser = {
    name: 'Dana Whitfield',
    email: `dana-${ctx.chance.newId()}@whitfieldrowe.example`,
    password: TEST_PASSWORD,
    occupation: 'attorney',
    firm: 'Whitfield & Rowe LLP',
    timeZone: 'America/Chicago',
    ...about,
  }
  const created = await transact(ctx.db, (tx) => createVerifiedUser(ctx, tx, user))
  if (!created.ok) throw new Error(`no account for the test: ${created.error}`)
  const headers = withCookies(await openSignIn(ctx, created.value.userId, new Headers()))
  const viewer = await findViewer(ctx, headers)
  if (!viewer) throw new Error('no sign-in for the test')
  return { viewer, headers, password: user.password }
}
