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
import { acceptInvitation } from './accept-invitation.ts'
import { inviteColleague } from './invite-colleague.ts'
import { listWaitingInvitations } from './list-waiting-invitations.ts'
import { openInvitation } from './open-invitation.ts'
import { resendInvitation } from './resend-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'

const REPRESENTS = 'Northgate Logistics, Inc.'

let server: TestServer
let ctx: Context
let linkTo: (email: string) => Promise<InvitationLink>
let dana: Viewer
let marcus: Viewer
let matterId: MatterId
let invitationId: InvitationId
let byToken: InvitationLink

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
  dana = await addAccount(ctx, { name: 'Dana', email: `dana@rowe${count}.example`, firm: `Rowe ${count}` })
  marcus = await addAccount(ctx, {
    name: 'Marcus',
    email: `marcus@oye${count}.example`,
    firm: `Oye ${count}`,
  })
  const form = matterForm({ invitee: { name: 'Marcus Oyelaran', email: marcus.email, note: '' } })
  matterId = form.matterId
  await createMatter(ctx, dana, form)
  byToken = await linkTo(marcus.email)
  invitationId = (await onlyInvitation()).id
})

function onlyInvitation() {
  return ctx.db
    .selectFrom('invitations')
    .selectAll()
    .where('matterId', '=', matterId)
    .executeTakeFirstOrThrow()
}

async function people() {
  const rows = await ctx.db
    .selectFrom('seatPeople')
    .innerJoin('seats', 'seats.id', 'seatPeople.seatId')
    .where('seatPeople.matterId', '=', matterId)
    .where('removedAt', 'is', null)
    .select(['userId', 'side', 'role'])
    .orderBy('side', 'desc')
    .orderBy('addedAt')
    .execute()
  return rows
}

const onlyDana = () => [{ userId: dana.userId, side: 'plaintiff', role: 'lead' }]
const both = () => [...onlyDana(), { userId: marcus.userId, side: 'defendant', role: 'lead' }]

describe('acceptInvitation', () => {
  test('seats the invited person as lead of the other side, who then finds the matter', async () => {
    expect(await acceptInvitation(ctx, marcus, byToken, REPRESENTS)).toEqual({ ok: true, value: matterId })

    expect(await people()).toEqual(both())
    const session = await server.services.sessions.readMatterSession(marcus, matterId)
    expect(session?.seat).toMatchObject({ side: 'defendant', role: 'lead' })
    expect(session?.view.sides).toMatchObject({ plaintiff: { held: true }, defendant: { held: true } })
    expect(session?.matter.represents.defendant).toBe(REPRESENTS)
    expect(await onlyInvitation()).toMatchObject({ status: 'accepted', acceptedBy: marcus.userId })
  })

  test('takes the invitation from the list of the account with the invited address', async () => {
    const waiting = await listWaitingInvitations(ctx, marcus)
    expect(waiting).toMatchObject([{ invitationId, sideWord: 'defendant', inviterName: 'Dana' }])
    const accepted = await acceptInvitation(ctx, marcus, { by: 'id', invitationId }, REPRESENTS)
    expect(accepted.ok).toBe(true)
    expect(await listWaitingInvitations(ctx, marcus)).toEqual([])
  })

  test('is refused to another address: said so for the link, and by id as if there were none', async () => {
    const eve = await addAccount(ctx, { name: 'Eve', email: `eve${count}@elsewhere.example` })
    expect(await acceptInvitation(ctx, eve, byToken, REPRESENTS)).toEqual({
      ok: false,
      error: 'other-address',
    })
    const byId = { by: 'id', invitationId } as const
    expect(await acceptInvitation(ctx, eve, byId, REPRESENTS)).toEqual({ ok: false, error: 'not-found' })
    expect(await people()).toEqual(onlyDana())
  })

  test('is refused while the account’s address is not verified', async () => {
    await ctx.db.updateTable('users').set({ emailVerified: false }).where('id', '=', marcus.userId).execute()
    expect(await acceptInvitation(ctx, marcus, byToken, REPRESENTS)).toMatchObject({ ok: false })
    expect(await listWaitingInvitations(ctx, marcus)).toEqual([])
    expect(await people()).toEqual(onlyDana())
  })

  test('works until the very instant at which the invitation expires, and not in it', async () => {
    const start = server.clock.now()
    server.clock.set(start + INVITATION_MS)
    expect(await acceptInvitation(ctx, marcus, byToken, REPRESENTS)).toEqual({
      ok: false,
      error: 'invitation-expired',
    })
    server.clock.set(start + INVITATION_MS - 1)
    expect((await acceptInvitation(ctx, marcus, byToken, REPRESENTS)).ok).toBe(true)
    server.clock.set(start)
  })

  test('works once: the second time the invitation has ended', async () => {
    await acceptInvitation(ctx, marcus, byToken, REPRESENTS)
    expect(await acceptInvitation(ctx, marcus, byToken, REPRESENTS)).toEqual({
      ok: false,
      error: 'invitation-ended',
    })
    expect(await people()).toEqual(both())
  })

  test('of the same link followed twice at once, exactly one takes the seat', async () => {
    const results = await Promise.all(
      [1, 2, 3, 4].map(() => acceptInvitation(ctx, marcus, byToken, REPRESENTS)),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(await people()).toEqual(both())
  })

  test('against a revocation at the same time, exactly one of the two has an effect', async () => {
    const [accepted, revoked] = await Promise.all([
      acceptInvitation(ctx, marcus, byToken, REPRESENTS),
      revokeInvitation(ctx, dana, matterId, invitationId),
    ])
    expect([accepted.ok, revoked.ok].filter(Boolean)).toHaveLength(1)
    expect(await people()).toEqual(accepted.ok ? both() : onlyDana())
    expect((await onlyInvitation()).status).toBe(accepted.ok ? 'accepted' : 'revoked')
  })

  test('needs no matcher: nobody is kept from a seat while it is down', async () => {
    const matcher = { ...ctx.matcher, recordsSince: async () => ({ kind: 'unavailable' as const }) }
    expect((await acceptInvitation({ ...ctx, matcher }, marcus, byToken, REPRESENTS)).ok).toBe(true)
  })

  test('voids the old link when the invitation is sent again', async () => {
    const renewed = await resendInvitation(ctx, dana, matterId, invitationId)
    expect(renewed.ok).toBe(true)
    expect(await acceptInvitation(ctx, marcus, byToken, REPRESENTS)).toEqual({
      ok: false,
      error: 'invitation-ended',
    })
    const accepted = await acceptInvitation(ctx, marcus, await linkTo(marcus.email), REPRESENTS)
    expect(accepted.ok).toBe(true)
  })
})

describe('who may hold a seat', () => {
  async function expectRefusal(viewer: Viewer) {
    expect(await acceptInvitation(ctx, viewer, byToken, REPRESENTS)).toEqual({
      ok: false,
      error: 'seat-refused',
    })
    expect(await people()).toEqual(onlyDana())
    const invitation = await onlyInvitation()
    expect(invitation.status).not.toBe('accepted')
    expect(invitation.refusedAt).toBe(server.clock.now())
  }

  test('not somebody of the same firm, however it is written', async () => {
    await ctx.db
      .updateTable('users')
      .set({ firm: `ROWE ${count}, LLP` })
      .where('id', '=', marcus.userId)
      .execute()
    await expectRefusal(marcus)
  })

  test('not somebody of one firm with a member or a client of the other seat', async () => {
    const client = await addAccount(ctx, {
      name: 'Cleo',
      email: `cleo@else${count}.example`,
      firm: `Oye ${count}`,
    })
    await inviteColleague(ctx, dana, matterId, {
      name: 'Cleo',
      email: client.email,
      note: '',
      role: 'client',
    })
    await acceptInvitation(ctx, client, await linkTo(client.email), '')

    expect(await acceptInvitation(ctx, marcus, byToken, REPRESENTS)).toEqual({
      ok: false,
      error: 'seat-refused',
    })
  })

  test('not on both seats: the other side’s lead cannot join this side’s team', async () => {
    await acceptInvitation(ctx, marcus, byToken, REPRESENTS)
    const invited = { name: 'M', email: marcus.email, note: '', role: 'member' } as const
    expect((await inviteColleague(ctx, dana, matterId, invited)).ok).toBe(true)
    expect(await acceptInvitation(ctx, marcus, await linkTo(marcus.email), '')).toEqual({
      ok: false,
      error: 'seat-refused',
    })
    expect(await people()).toEqual(both())
  })

  test('two colleagues accepting places on opposite seats at once get one of them', async () => {
    const ana = await addAccount(ctx, { name: 'Ana', email: `ana@shared${count}.example` })
    const bo = await addAccount(ctx, { name: 'Bo', email: `bo@shared${count}.example` })
    await acceptInvitation(ctx, marcus, byToken, REPRESENTS)
    const member = { note: '', role: 'member' } as const
    await inviteColleague(ctx, dana, matterId, { ...member, name: 'Ana', email: ana.email })
    const toAna = await linkTo(ana.email)
    await inviteColleague(ctx, marcus, matterId, { ...member, name: 'Bo', email: bo.email })
    const toBo = await linkTo(bo.email)

    const results = await Promise.all([
      acceptInvitation(ctx, ana, toAna, ''),
      acceptInvitation(ctx, bo, toBo, ''),
    ])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(await people()).toHaveLength(3)
  })

  test('tells the inviting side of a refusal once, and never the reason', async () => {
    await ctx.db
      .updateTable('users')
      .set({ firm: `Rowe ${count}` })
      .where('id', '=', marcus.userId)
      .execute()
    await acceptInvitation(ctx, marcus, byToken, REPRESENTS)
    server.clock.advance(DAY_MS)
    await acceptInvitation(ctx, marcus, byToken, REPRESENTS)

    const lines = await ctx.db
      .selectFrom('journal')
      .where('matterId', '=', matterId)
      .where('type', '=', 'invitation-refused')
      .select(['chain', 'data'])
      .execute()
    expect(lines).toHaveLength(1)
    expect(lines[0]?.chain).toBe('plaintiff')
    expect(Object.keys(lines[0]?.data ?? {}).sort()).toEqual(['invitationId', 'kind', 'name', 'role'])
  })
})

describe('openInvitation', () => {
  test('shows who invites to what before there is any account, marks the opening, and accepts nothing', async () => {
    const page = await openInvitation(ctx, null, byToken)
    expect(page).toMatchObject({
      state: 'open',
      reader: 'signed-out',
      email: marcus.email,
      offer: {
        kind: 'other-side',
        caption: 'Alvarez v. Northgate Logistics, Inc.',
        side: 'defendant',
        sideWord: 'defendant',
        inviter: { name: 'Dana', firm: `Rowe ${count}` },
      },
    })
    const opened = await onlyInvitation()
    expect(opened).toMatchObject({ status: 'opened', openedAt: server.clock.now(), endedAt: null })

    server.clock.advance(1000)
    await openInvitation(ctx, null, byToken)
    expect(await onlyInvitation()).toEqual(opened)
    expect(await people()).toEqual(onlyDana())
  })

  test('tells somebody with another address that, and neither the address nor the matter', async () => {
    const eve = await addAccount(ctx, { name: 'Eve', email: `eve${count}@elsewhere.example` })
    expect(await openInvitation(ctx, eve, byToken)).toEqual({ state: 'other-address' })
    expect(await openInvitation(ctx, eve, { by: 'id', invitationId })).toBeNull()
    expect(await openInvitation(ctx, null, { by: 'id', invitationId })).toBeNull()
  })

  test('finds nothing under a token that was never made', async () => {
    expect(await openInvitation(ctx, marcus, { by: 'token', token: 'x'.repeat(43) })).toBeNull()
    expect(await openInvitation(ctx, marcus, { by: 'token', token: '' })).toBeNull()
    const hash = (await onlyInvitation()).tokenHash
    expect(await openInvitation(ctx, marcus, { by: 'token', token: hash })).toBeNull()
  })
})
