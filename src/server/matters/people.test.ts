import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import {
  addAccount,
  type InvitationLink,
  matterForm,
  recordLinks,
} from '../../../tests/support/matter-builders.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { waitUntilBlocked } from '../../../tests/support/wait-until-blocked.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId, UserId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { acceptInvitation } from '../invitations/accept-invitation.ts'
import { inviteColleague } from '../invitations/invite-colleague.ts'
import { createMatter } from './create-matter.ts'
import { handOverLead } from './hand-over-lead.ts'
import { listMatters } from './list-matters.ts'
import { readPeople } from './read-people.ts'
import { removePerson } from './remove-person.ts'
import { findSeatAccess } from './seat-access.ts'

let server: TestServer
let ctx: Context
let linkTo: (email: string) => Promise<InvitationLink>
let dana: Viewer
let ana: Viewer
let cleo: Viewer
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

/** A matter with both leads, and on Dana's seat a member, Ana, and a client, Cleo. */
beforeEach(async () => {
  count += 1
  dana = await addAccount(ctx, { name: 'Dana', email: `dana@rowe${count}.example`, firm: 'Rowe' })
  ana = await addAccount(ctx, { name: 'Ana', email: `ana@rowe${count}.example`, firm: 'Rowe' })
  cleo = await addAccount(ctx, { name: 'Cleo', email: `cleo@client${count}.example` })
  marcus = await addAccount(ctx, { name: 'Marcus', email: `marcus@oye${count}.example`, firm: 'Oye' })
  const form = matterForm({ invitee: { name: 'Marcus', email: marcus.email, note: '' } })
  matterId = form.matterId
  await createMatter(ctx, dana, form)
  await acceptInvitation(ctx, marcus, await linkTo(marcus.email), 'Northgate')
  await join(ana, 'member')
  await join(cleo, 'client')
})

async function join(person: Viewer, role: 'member' | 'client') {
  await inviteColleague(ctx, dana, matterId, { name: person.name, email: person.email, note: '', role })
  const joined = await acceptInvitation(ctx, person, await linkTo(person.email), '')
  if (!joined.ok) throw new Error(joined.error)
}

async function roles(viewer: Viewer) {
  const people = await readPeople(ctx, viewer, matterId)
  return people && Object.fromEntries(people.own.map(({ name, role }) => [name, role]))
}

describe('the people of a matter', () => {
  test('each sees the own seat, and of the other seat its lead alone', async () => {
    const own = { Dana: 'lead', Ana: 'member', Cleo: 'client' }
    for (const viewer of [dana, ana, cleo]) {
      expect(await roles(viewer)).toEqual(own)
      const people = await readPeople(ctx, viewer, matterId)
      expect(people?.otherLead).toEqual({ name: 'Marcus', firm: 'Oye' })
      expect(people?.mayManage).toBe(viewer === dana)
    }
    expect(await roles(marcus)).toEqual({ Marcus: 'lead' })
    const theirs = JSON.stringify(await readPeople(ctx, marcus, matterId))
    for (const hidden of [ana.email, cleo.email, dana.email, 'Ana', 'Cleo']) {
      expect(theirs).not.toContain(hidden)
    }
  })

  test('joining a team leaves no trace in what the other side reads', async () => {
    const shared = await ctx.db
      .selectFrom('journal')
      .where('matterId', '=', matterId)
      .where('chain', 'in', ['shared', 'defendant'])
      .select(['type', 'actor'])
      .orderBy('seq')
      .execute()
    expect(shared.map(({ type }) => type)).toEqual(['matter-created', 'seat-taken'])
  })
})

describe('removePerson', () => {
  test('ends access at once, for whatever is asked next', async () => {
    expect((await removePerson(ctx, dana, matterId, ana.userId)).ok).toBe(true)
    expect(await findSeatAccess(ctx.db, ana.userId, matterId)).toBeNull()
    expect(await readPeople(ctx, ana, matterId)).toBeNull()
    expect(await server.services.sessions.readMatterSession(ana, matterId)).toBeNull()
    const list = await listMatters(ctx, ana, { q: '', filter: 'all', sort: 'newest', page: 1 })
    expect(list.total).toBe(0)
    expect(await roles(dana)).toEqual({ Dana: 'lead', Cleo: 'client' })
  })

  test('lets the same person be invited back', async () => {
    await removePerson(ctx, dana, matterId, ana.userId)
    await join(ana, 'client')
    expect(await roles(dana)).toEqual({ Dana: 'lead', Cleo: 'client', Ana: 'client' })
  })

  test('waits for what the person is doing within a transaction, and stops what comes after', async () => {
    let removed = false
    const removal = await ctx.db.transaction().execute(async (tx) => {
      expect(await findSeatAccess(tx, ana.userId, matterId)).not.toBeNull()
      const removing = removePerson(ctx, dana, matterId, ana.userId).then((result) => {
        removed = true
        return result
      })
      await waitUntilBlocked(ctx.db)
      expect(removed).toBe(false)
      return { removing }
    })
    expect((await removal.removing).ok).toBe(true)
    expect(await findSeatAccess(ctx.db, ana.userId, matterId)).toBeNull()
  })

  test('takes nobody off who leads, sits opposite, or is nobody', async () => {
    expect(await removePerson(ctx, dana, matterId, dana.userId)).toEqual({ ok: false, error: 'lead-stays' })
    for (const id of [marcus.userId, 'no id' as UserId]) {
      expect(await removePerson(ctx, dana, matterId, id)).toEqual({ ok: false, error: 'not-found' })
    }
  })

  test('is the lead’s alone', async () => {
    const denied = { ok: false, error: 'not-allowed' }
    expect(await removePerson(ctx, ana, matterId, cleo.userId)).toEqual(denied)
    expect(await removePerson(ctx, cleo, matterId, ana.userId)).toEqual(denied)
    expect(await removePerson(ctx, marcus, matterId, ana.userId)).toEqual({ ok: false, error: 'not-found' })
  })
})

describe('handOverLead', () => {
  test('swaps the roles, and the former lead is a member', async () => {
    expect((await handOverLead(ctx, dana, matterId, ana.userId)).ok).toBe(true)
    expect(await roles(ana)).toEqual({ Ana: 'lead', Dana: 'member', Cleo: 'client' })
    expect(await handOverLead(ctx, dana, matterId, ana.userId)).toEqual({ ok: false, error: 'not-allowed' })
    expect((await readPeople(ctx, marcus, matterId))?.otherLead?.name).toBe('Ana')
  })

  test('goes to a member of the own seat only', async () => {
    const refusals = [
      [cleo.userId, 'not-a-member'],
      [dana.userId, 'not-a-member'],
      [marcus.userId, 'not-found'],
    ] as const
    for (const [userId, error] of refusals) {
      expect(await handOverLead(ctx, dana, matterId, userId)).toEqual({ ok: false, error })
    }
    expect(await handOverLead(ctx, ana, matterId, ana.userId)).toEqual({ ok: false, error: 'not-allowed' })
  })

  test('done twice at once, is done once', async () => {
    const results = await Promise.all([1, 2, 3].map(() => handOverLead(ctx, dana, matterId, ana.userId)))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(await roles(ana)).toEqual({ Ana: 'lead', Dana: 'member', Cleo: 'client' })
  })

  test('against the removal of the same member at once, leaves a seat with one lead', async () => {
    const [handed, removed] = await Promise.all([
      handOverLead(ctx, dana, matterId, ana.userId),
      removePerson(ctx, dana, matterId, ana.userId),
    ])
    expect([handed.ok, removed.ok].filter(Boolean)).toHaveLength(1)
    const after = await roles(handed.ok ? ana : dana)
    expect(Object.values(after ?? {}).filter((role) => role === 'lead')).toHaveLength(1)
  })
})
