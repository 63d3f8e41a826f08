import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import {
  addAccount,
  type InvitationLink,
  matterForm,
  recordLinks,
} from '../../../tests/support/matter-builders.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { INVITATION_MS } from '../../domain/invitation.ts'
import { findViewer } from '../accounts/find-viewer.ts'
import type { Context } from '../context.ts'
import { createMatter } from '../matters/create-matter.ts'
import { readPeople } from '../matters/read-people.ts'
import { revokeInvitation } from './revoke-invitation.ts'
import { type NewAccount, signUpByInvitation } from './sign-up-by-invitation.ts'

let server: TestServer
let ctx: Context
let linkTo: (email: string) => Promise<InvitationLink>
let dana: Viewer
let email: string
let matterId: MatterId
let link: InvitationLink

let count = 0

const account: NewAccount = {
  name: 'Marcus Oyelaran',
  occupation: 'attorney',
  firm: 'Oyelaran Law',
  timeZone: 'America/Chicago',
  password: 'ferry lantern copper orchard',
}

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  const recorded = recordLinks(server.ctx)
  ctx = recorded.ctx
  linkTo = recorded.linkTo
})
afterAll(() => server?.close())

beforeEach(async () => {
  count += 1
  dana = await addAccount(ctx, { name: 'Dana', email: `dana@rowe${count}.example`, firm: `Rowe ${count}` })
  email = `marcus@oye${count}.example`
  const form = matterForm({ invitee: { name: 'Marcus', email, note: '' } })
  matterId = form.matterId
  await createMatter(ctx, dana, form)
  link = await linkTo(email)
})

const signUp = (changes: Partial<NewAccount> = {}) =>
  signUpByInvitation(ctx, link.token, { ...account, ...changes }, 'Northgate', new Headers())

async function findAccount() {
  return ctx.db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()
}

describe('signUpByInvitation', () => {
  test('opens an account for the invited address, verified, seated and signed in', async () => {
    const signedUp = await signUp()
    if (!signedUp.ok) throw new Error(signedUp.error)
    expect(signedUp.value.matterId).toBe(matterId)
    expect(await findAccount()).toMatchObject({ emailVerified: true, name: 'Marcus Oyelaran' })
    expect((await readPeople(ctx, dana, matterId))?.otherLead?.name).toBe('Marcus Oyelaran')

    const cookies = signedUp.value.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
    const viewer = await findViewer(ctx, new Headers({ cookie: cookies.join('; ') }))
    expect(viewer?.email).toBe(email)
  })

  test('works once, of two at the same time as well', async () => {
    const results = await Promise.all([signUp(), signUp()])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(await signUp()).toEqual({ ok: false, error: 'invitation-ended' })
  })

  test('sends somebody who has an account to the sign-in', async () => {
    await addAccount(ctx, { name: 'Marcus', email })
    expect(await signUp()).toEqual({ ok: false, error: 'address-taken' })
    expect((await readPeople(ctx, dana, matterId))?.otherLead).toBeNull()
  })

  test('makes no account where the seat is refused, and both are told the rule', async () => {
    expect(await signUp({ firm: `Rowe ${count}, P.C.` })).toEqual({ ok: false, error: 'seat-refused' })
    expect(await findAccount()).toBeUndefined()
    const shown = await readPeople(ctx, dana, matterId)
    expect(shown?.otherInvitation).toMatchObject({ status: 'sent', refusedAt: server.clock.now() })
  })

  test('makes no account for an expired, a revoked or an unknown link', async () => {
    const start = server.clock.now()
    server.clock.set(start + INVITATION_MS)
    expect(await signUp()).toEqual({ ok: false, error: 'invitation-expired' })
    server.clock.set(start)
    const { otherInvitation } = (await readPeople(ctx, dana, matterId)) ?? {}
    if (otherInvitation) await revokeInvitation(ctx, dana, matterId, otherInvitation.invitationId)
    expect(await signUp()).toEqual({ ok: false, error: 'invitation-ended' })
    link = { by: 'token', token: 'x'.repeat(43) }
    expect(await signUp()).toEqual({ ok: false, error: 'not-found' })
    expect(await findAccount()).toBeUndefined()
  })

  test('holds the password to the rules of accounts', async () => {
    expect(await signUp({ password: 'short' })).toEqual({ ok: false, error: 'password-too-short' })
    expect(await findAccount()).toBeUndefined()
  })
})
