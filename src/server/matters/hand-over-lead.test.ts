import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { addAccount, recordLinks } from '../../../tests/support/matter-builders.ts'
import {
  type Negotiation,
  openMatterForTwo,
  openSession,
  sealFor,
} from '../../../tests/support/negotiation.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { OPENING_MS } from '../../domain/deadlines.ts'
import type { EntryStep } from '../../domain/session-state.ts'
import { acceptInvitation } from '../invitations/accept-invitation.ts'
import { inviteColleague } from '../invitations/invite-colleague.ts'
import { readMatterSession } from '../sessions/read-matter-session.ts'
import { switchKeepRunning } from '../sessions/switch-keep-running.ts'
import { handOverLead } from './hand-over-lead.ts'
import { removePerson } from './remove-person.ts'

let server: TestServer
let negotiation: Negotiation
let lead: Viewer
let opposite: Viewer
let member: Viewer

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
})
afterAll(() => server?.close())

let count = 0

/** A session in opening, with a member on the plaintiff's seat. */
beforeEach(async () => {
  count += 1
  negotiation = await openMatterForTwo(server)
  lead = negotiation.people.plaintiff.viewer
  opposite = negotiation.people.defendant.viewer
  const { ctx, linkTo } = recordLinks(server.ctx)
  member = await addAccount(ctx, { name: 'Ana', email: `ana@else${count}.example` })
  const colleague = { name: 'Ana', email: member.email, note: '', role: 'member' } as const
  await inviteColleague(ctx, lead, negotiation.matterId, colleague)
  await acceptInvitation(ctx, member, await linkTo(member.email), '')
  await openSession(negotiation)
})

async function read(viewer: Viewer) {
  const session = await readMatterSession(server.ctx, viewer, negotiation.matterId)
  if (!session) throw new Error('no seat')
  return session
}

async function enter(viewer: Viewer, step: EntryStep, key = `key-of-entry-${count}`) {
  const session = await read(viewer)
  const entry = await sealFor(session, step, 26_341_700n)
  return server.services.sessions.enterNumber(viewer, session.session.id, key, entry)
}

const handOver = () => handOverLead(server.ctx, lead, negotiation.matterId, member.userId)

describe('handing over the lead while a number stands', () => {
  test.each(['opening', 'adjustment'] as const)(
    'voids it in %s, and the new lead can enter',
    async (step) => {
      if (step === 'adjustment') server.clock.advance(OPENING_MS)
      expect((await enter(lead, step)).code).toBeNull()
      expect((await read(lead)).view.own?.standing).not.toBeNull()

      expect((await handOver()).ok).toBe(true)
      const after = await read(member)
      expect(after.seat.role).toBe('lead')
      expect(after.view.own?.standing).toBeNull()
      expect((await enter(lead, step, 'key-of-former-lead')).code).toBe('not-allowed')
      expect((await enter(member, step, 'key-of-the-new-lead')).code).toBeNull()
    },
  )

  test('is silent to the other side: what it reads of the session does not change by a byte', async () => {
    await enter(lead, 'opening')
    const shared = () =>
      server.ctx.db
        .selectFrom('journal')
        .selectAll()
        .where('matterId', '=', negotiation.matterId)
        .where('chain', 'in', ['shared', 'defendant'])
        .orderBy('chain')
        .orderBy('seq')
        .execute()
    const before = JSON.stringify([await read(opposite), await shared()])
    await handOver()
    expect(JSON.stringify([await read(opposite), await shared()])).toBe(before)
  })

  test('is refused while the matcher is down, and changes nothing', async () => {
    await enter(lead, 'opening')
    const matcher = { ...server.ctx.matcher, withdrawOrVoid: async () => ({ kind: 'unavailable' as const }) }
    const refused = await handOverLead({ ...server.ctx, matcher }, lead, negotiation.matterId, member.userId)
    expect(refused).toEqual({ ok: false, error: 'temporarily-unavailable' })
    expect((await read(lead)).seat.role).toBe('lead')
    expect((await read(lead)).view.own?.standing).not.toBeNull()
  })
})

test('commands of both sides and changes of people at once block each other no longer than a lock', async () => {
  const { session } = await read(lead)
  const { ctx } = server
  const switches = [lead, opposite].flatMap((viewer) =>
    [0, 1, 2].map((n) =>
      switchKeepRunning(ctx, viewer, session.id, `key-${viewer.userId}-${n}`, { on: n % 2 === 0 }),
    ),
  )
  const results = await Promise.all([
    ...switches,
    handOver(),
    removePerson(ctx, lead, negotiation.matterId, member.userId),
    enter(lead, 'opening'),
    handOver(),
  ])
  // A deadlock would have thrown. One of the changes of people came first, and made the others impossible.
  expect(results).toHaveLength(10)
  const roles = await ctx.db
    .selectFrom('seatPeople')
    .select('role')
    .where('matterId', '=', negotiation.matterId)
    .where('removedAt', 'is', null)
    .execute()
  expect(roles.filter(({ role }) => role === 'lead')).toHaveLength(2)
})
