import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import {
  addAccount,
  type InvitationLink,
  matterForm,
  recordLinks,
} from '../../../tests/support/matter-builders.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { DAY_MS } from '../../domain/deadlines.ts'
import type { InvitationId, MatterId } from '../../domain/ids.ts'
import { INVITATION_MS } from '../../domain/invitation.ts'
import type { Context } from '../context.ts'
import { createMatter } from '../matters/create-matter.ts'
import { readPeople } from '../matters/read-people.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { askForRenewal } from './ask-for-renewal.ts'
import { declineInvitation } from './decline-invitation.ts'
import { inviteColleague } from './invite-colleague.ts'
import { inviteOtherSide } from './invite-other-side.ts'
import { openInvitation } from './open-invitation.ts'
import { previewInvitation } from './preview-invitation.ts'
import { previewNewMatter } from './preview-new-matter.ts'
import { resendInvitation } from './resend-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'

let server: TestServer
let ctx: Context
let linkTo: (email: string) => Promise<InvitationLink>
let dana: Viewer
let marcus: Viewer
let matterId: MatterId

let count = 0

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  const recorded = recordLinks(server.ctx)
  ctx = recorded.ctx
  linkTo = recorded.linkTo
})
afterAll(() => server?.close())

beforeEach(async () => {
  count += 1
  dana = await addAccount(ctx, { name: 'Dana', email: `dana@rowe${count}.example` })
  marcus = await addAccount(ctx, { name: 'Marcus', email: `marcus@oye${count}.example` })
  const form = matterForm({ invitee: { name: 'Marcus Oyelaran', email: marcus.email, note: '' } })
  matterId = form.matterId
  await createMatter(ctx, dana, form)
})

const invitee = () => ({ name: 'Marcus', email: marcus.email, note: '' })

/** How the invitation to the other seat stands, as the inviter reads it. */
async function shown(viewer = dana) {
  const people = await readPeople(ctx, viewer, matterId)
  if (!people?.otherInvitation) throw new Error('no invitation is shown')
  return people.otherInvitation
}

describe('an invitation as the inviter sees it', () => {
  test('is sent, then opened, then accepted', async () => {
    expect(await shown()).toMatchObject({ status: 'sent', email: marcus.email, openedAt: null })
    const link = await linkTo(marcus.email)
    await openInvitation(ctx, null, link)
    expect(await shown()).toMatchObject({ status: 'opened', openedAt: server.clock.now() })
    await acceptInvitation(ctx, marcus, link, 'Northgate')
    expect(await shown()).toMatchObject({ status: 'accepted', endedAt: server.clock.now() })
    expect((await readPeople(ctx, dana, matterId))?.otherLead).toEqual({ name: 'Marcus', firm: '' })
  })

  test('expires after 14 days, and a new link can be asked for, once', async () => {
    const start = server.clock.now()
    const link = await linkTo(marcus.email)
    await askForRenewal(ctx, null, link)
    expect((await shown()).renewalAskedAt).toBeNull()

    server.clock.set(start + INVITATION_MS)
    expect(await shown()).toMatchObject({ status: 'expired', renewalAskedAt: null })
    expect(await openInvitation(ctx, null, link)).toMatchObject({
      state: 'ended',
      status: 'expired',
      renewalAsked: false,
    })
    await askForRenewal(ctx, null, link)
    server.clock.advance(1000)
    await askForRenewal(ctx, null, link)
    expect(await shown()).toMatchObject({ status: 'expired', renewalAskedAt: start + INVITATION_MS })
    expect(await openInvitation(ctx, null, link)).toMatchObject({ renewalAsked: true })

    const { invitationId } = await shown()
    expect((await resendInvitation(ctx, dana, matterId, invitationId)).ok).toBe(true)
    expect(await shown()).toMatchObject({ status: 'sent', renewalAskedAt: null })
    expect(await openInvitation(ctx, null, link)).toMatchObject({ state: 'ended', status: 'replaced' })
    expect((await acceptInvitation(ctx, marcus, await linkTo(marcus.email), 'N')).ok).toBe(true)
    server.clock.set(start)
  })

  test('is declined without an account, with the reason for the inviter alone', async () => {
    const link = await linkTo(marcus.email)
    const declined = await declineInvitation(ctx, null, link, 'Conflict of interest.')
    expect(declined.ok).toBe(true)
    expect(await shown()).toMatchObject({ status: 'declined', declineReason: 'Conflict of interest.' })
    expect(await openInvitation(ctx, null, link)).toEqual({
      state: 'ended',
      status: 'declined',
      renewalAsked: false,
      matterId: null,
    })
    expect(await acceptInvitation(ctx, marcus, link, 'N')).toEqual({ ok: false, error: 'invitation-ended' })
  })

  test('cannot be declined from another account, or by id from none', async () => {
    const eve = await addAccount(ctx, { name: 'Eve', email: `eve${count}@elsewhere.example` })
    const link = await linkTo(marcus.email)
    const byId = { by: 'id', invitationId: (await shown()).invitationId } as const
    expect(await declineInvitation(ctx, eve, link, '')).toEqual({ ok: false, error: 'other-address' })
    expect(await declineInvitation(ctx, eve, byId, '')).toEqual({ ok: false, error: 'not-found' })
    expect(await declineInvitation(ctx, null, byId, '')).toEqual({ ok: false, error: 'not-found' })
    expect((await shown()).status).toBe('sent')
    expect((await declineInvitation(ctx, marcus, byId, '')).ok).toBe(true)
  })

  test('revoked, its link opens nothing, and another can be invited', async () => {
    const link = await linkTo(marcus.email)
    const { invitationId } = await shown()
    expect((await revokeInvitation(ctx, dana, matterId, invitationId)).ok).toBe(true)
    expect((await shown()).status).toBe('revoked')
    expect(await openInvitation(ctx, null, link)).toMatchObject({ state: 'ended', status: 'revoked' })
    expect(await revokeInvitation(ctx, dana, matterId, invitationId)).toEqual({
      ok: false,
      error: 'invitation-ended',
    })
    const next = { name: 'Nora', email: `nora@else${count}.example`, note: '' }
    expect((await inviteOtherSide(ctx, dana, matterId, next)).ok).toBe(true)
    expect(await shown()).toMatchObject({ name: 'Nora', status: 'sent' })
  })

  test('is nowhere a link: neither on the page nor in the database nor in the journal', async () => {
    const { token } = await linkTo(marcus.email)
    const page = JSON.stringify(await readPeople(ctx, dana, matterId))
    expect(page).not.toContain(token)
    const rows = await ctx.db.selectFrom('invitations').selectAll().execute()
    const journal = await ctx.db.selectFrom('journal').selectAll().execute()
    const outbox = await ctx.db.selectFrom('mailOutbox').selectAll().execute()
    const kept = [...rows, ...journal, ...outbox].map((row) =>
      Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : value)),
    )
    expect(JSON.stringify(kept)).not.toContain(token)
  })
})

describe('inviting', () => {
  test('the other seat takes one pending invitation at a time', async () => {
    const next = { name: 'Nora', email: `nora@else${count}.example`, note: '' }
    expect(await inviteOtherSide(ctx, dana, matterId, next)).toEqual({
      ok: false,
      error: 'invitation-pending',
    })
  })

  test('the other seat, once held, takes none', async () => {
    await acceptInvitation(ctx, marcus, await linkTo(marcus.email), 'N')
    const next = { name: 'Nora', email: `nora@else${count}.example`, note: '' }
    expect(await inviteOtherSide(ctx, dana, matterId, next)).toEqual({ ok: false, error: 'seat-held' })
    expect(await inviteOtherSide(ctx, marcus, matterId, next)).toEqual({ ok: false, error: 'seat-held' })
  })

  test('two invitations to the other seat at once leave one', async () => {
    await revokeInvitation(ctx, dana, matterId, (await shown()).invitationId)
    const to = (name: string) => ({ name, email: `${name}@else${count}.example`, note: '' })
    const results = await Promise.all(
      ['a', 'b', 'c'].map((name) => inviteOtherSide(ctx, dana, matterId, to(name))),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
  })

  test('of two renewals at once one replaces the other’s, or finds it ended', async () => {
    const { invitationId } = await shown()
    const results = await Promise.all([1, 2].map(() => resendInvitation(ctx, dana, matterId, invitationId)))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect((await shown()).status).toBe('sent')
  })

  test('one address gets five invitations of a matter in 24 hours, and no more', async () => {
    const resend = async () => resendInvitation(ctx, dana, matterId, (await shown()).invitationId)
    for (const _ of [2, 3, 4, 5]) expect((await resend()).ok).toBe(true)
    expect(await resend()).toEqual({ ok: false, error: 'address-limit' })
    // Refused, it leaves the pending one as it was.
    expect((await shown()).status).toBe('sent')
    server.clock.advance(DAY_MS)
    expect((await resend()).ok).toBe(true)
  })

  test('one account sends two hundred in 24 hours, and no more', async () => {
    const { invitationId } = await shown()
    await sql`
      insert into app.invitations (id, matter_id, seat_id, kind, role, email, name, token_hash, status, invited_by,
        sent_at, expires_at, ended_at)
      select gen_random_uuid(), matter_id, seat_id, kind, role, 'somebody' || n || '@else.example', name, 'hash' || n,
        'revoked', invited_by, sent_at, expires_at, sent_at
      from app.invitations, generate_series(1, 199) n where id = ${invitationId}`.execute(ctx.db)
    const nora = { name: 'Nora', email: `nora@else${count}.example`, note: '', role: 'member' } as const
    const full = { ok: false, error: 'account-limit' }
    expect(await inviteColleague(ctx, dana, matterId, nora)).toEqual(full)
    const form = matterForm({ invitee: { ...nora, email: `nora@other${count}.example` } })
    expect(await createMatter(ctx, dana, form)).toEqual(full)
    server.clock.advance(DAY_MS)
    expect((await inviteColleague(ctx, dana, matterId, nora)).ok).toBe(true)
  })

  test('a colleague takes an address once, and not somebody who is there', async () => {
    const ana = await addAccount(ctx, { name: 'Ana', email: `ana@rowe${count}.example` })
    const colleague = { name: 'Ana', email: ana.email, note: '', role: 'member' } as const
    expect((await inviteColleague(ctx, dana, matterId, colleague)).ok).toBe(true)
    expect(await inviteColleague(ctx, dana, matterId, colleague)).toEqual({
      ok: false,
      error: 'invitation-pending',
    })
    await acceptInvitation(ctx, ana, await linkTo(ana.email), '')
    expect(await inviteColleague(ctx, dana, matterId, colleague)).toEqual({
      ok: false,
      error: 'already-on-seat',
    })
  })

  test('is the lead’s alone', async () => {
    const ana = await addAccount(ctx, { name: 'Ana', email: `ana@rowe${count}.example` })
    const colleague = { name: 'Ana', email: ana.email, note: '', role: 'member' } as const
    await inviteColleague(ctx, dana, matterId, colleague)
    await acceptInvitation(ctx, ana, await linkTo(ana.email), '')

    const { invitationId } = await shown()
    const denied = { ok: false, error: 'not-allowed' }
    expect(await inviteColleague(ctx, ana, matterId, { ...colleague, email: 'x@y.example' })).toEqual(denied)
    expect(await inviteOtherSide(ctx, ana, matterId, invitee())).toEqual(denied)
    expect(await resendInvitation(ctx, ana, matterId, invitationId)).toEqual(denied)
    expect(await revokeInvitation(ctx, ana, matterId, invitationId)).toEqual(denied)
    expect(await previewInvitation(ctx, ana, matterId, 'lead', invitee())).toEqual(denied)
  })

  test('on another’s matter answers as on one that does not exist', async () => {
    const eve = await addAccount(ctx, { name: 'Eve', email: `eve${count}@elsewhere.example` })
    const missing = '00000000-0000-4000-8000-000000000000'
    const { invitationId } = await shown()
    for (const [matter, invitation] of [
      [matterId, invitationId],
      [missing as MatterId, missing as InvitationId],
      ['no id' as MatterId, 'no id' as InvitationId],
    ] as const) {
      const notFound = { ok: false, error: 'not-found' }
      expect(await inviteOtherSide(ctx, eve, matter, invitee())).toEqual(notFound)
      expect(await inviteColleague(ctx, eve, matter, { ...invitee(), role: 'member' })).toEqual(notFound)
      expect(await resendInvitation(ctx, eve, matter, invitation)).toEqual(notFound)
      expect(await revokeInvitation(ctx, eve, matter, invitation)).toEqual(notFound)
      expect(await previewInvitation(ctx, eve, matter, 'lead', invitee())).toEqual(notFound)
      expect(await readPeople(ctx, eve, matter)).toBeNull()
    }
  })

  test('reaches no invitation of the other seat, and none of another matter', async () => {
    await acceptInvitation(ctx, marcus, await linkTo(marcus.email), 'N')
    const ana = { name: 'Ana', email: `ana@rowe${count}.example`, note: '', role: 'member' } as const
    const invited = await inviteColleague(ctx, dana, matterId, ana)
    if (!invited.ok) throw new Error(invited.error)
    const notFound = { ok: false, error: 'not-found' }
    expect(await revokeInvitation(ctx, marcus, matterId, invited.value)).toEqual(notFound)
    expect(await resendInvitation(ctx, marcus, matterId, invited.value)).toEqual(notFound)
    const others = await readPeople(ctx, marcus, matterId)
    expect(others).toMatchObject({ teamInvitations: [], otherInvitation: null })

    const second = matterForm({ invitee: null })
    await createMatter(ctx, marcus, second)
    expect(await revokeInvitation(ctx, marcus, second.matterId, invited.value)).toEqual(notFound)
  })
})

describe('the preview', () => {
  test('says what the mail says, without a link', async () => {
    const { sendInvitation, ...form } = matterForm({
      invitee: { ...invitee(), note: 'As discussed on Friday.' },
    })
    expect(sendInvitation).toBe(true)
    if (!form.invitee) throw new Error('the form names somebody')
    const preview = await previewNewMatter(ctx, dana, form, form.invitee)
    expect(preview).toMatchObject({
      ok: true,
      value: {
        to: { name: 'Marcus', email: marcus.email },
        subject: 'Dana invites you to settle Alvarez v. Northgate Logistics, Inc.',
        quote: { from: 'Dana', text: 'As discussed on Friday.' },
        actionLabel: 'Look at the invitation',
      },
    })
    expect(JSON.stringify(preview)).not.toContain('/invitations/')
  })
})
