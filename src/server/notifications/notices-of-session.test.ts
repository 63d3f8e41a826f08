import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Negotiation, openMatterForTwo, openSession } from '../../../tests/support/negotiation.ts'
import { createPerson } from '../../../tests/support/people.ts'
import { listQueuedMail } from '../../../tests/support/queued-mail.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { HOUR_MS } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import { sweepDue } from '../sessions/sweep-due.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
})
afterAll(() => server.close())

const titles = async (viewer: Viewer) =>
  (await server.services.notifications.listNotices(viewer, { page: 1 })).notices.map(({ title }) => title)
const templates = async ({ people }: Negotiation, side: 'plaintiff' | 'defendant') =>
  (await listQueuedMail(server.ctx, people[side].viewer.email)).map(({ template }) => template)

/** Everything due up to then is done by the sweep, as if no timer had fired. */
async function moveOn(ms: number): Promise<void> {
  server.clock.advance(ms)
  await sweepDue(server.ctx)
}

describe('a session from its opening to its close', () => {
  it('reminds both sides twice and tells of the close, each of them once', async () => {
    const negotiation = await openMatterForTwo(server)
    await openSession(negotiation)
    const { plaintiff } = negotiation.people
    expect(await titles(plaintiff.viewer)).toContain('Opening has begun')

    await moveOn(24 * HOUR_MS - 1)
    expect(await templates(negotiation, 'plaintiff')).not.toContain('deadline-reminder')
    await moveOn(1)
    await sweepDue(server.ctx)
    await moveOn(23 * HOUR_MS)
    await moveOn(HOUR_MS)
    for (const side of ['plaintiff', 'defendant'] as const) {
      const sent = (await templates(negotiation, side)).slice(-4)
      expect(sent).toEqual(['session-opened', 'deadline-reminder', 'deadline-reminder', 'adjustment-started'])
    }
    const mails = await listQueuedMail(server.ctx, plaintiff.viewer.email)
    expect(mails.filter(({ text }) => text.includes('Your side has no number standing'))).toHaveLength(2)
  })

  it('sends no reminder late', async () => {
    const negotiation = await openMatterForTwo(server)
    await openSession(negotiation)
    await moveOn(48 * HOUR_MS)
    expect(await templates(negotiation, 'defendant')).not.toContain('deadline-reminder')
    expect(await titles(negotiation.people.defendant.viewer)).toContain('Opening has closed: so far, no deal')
  })
})

describe('the calendar of a matter', () => {
  const calendarOf = ({ matterId }: Negotiation, { viewer }: { viewer: Viewer }) =>
    server.services.notifications.getCalendar(viewer, matterId)

  it('is the same for both sides once deadlines are fixed, and there for nobody else', async () => {
    const negotiation = await openMatterForTwo(server)
    const { plaintiff, defendant } = negotiation.people
    expect(await calendarOf(negotiation, plaintiff)).toEqual({ ok: false, error: 'no-deadlines' })
    await openSession(negotiation)
    const own = await calendarOf(negotiation, plaintiff)
    expect(own).toMatchObject({ ok: true, value: expect.stringContaining('BEGIN:VEVENT') })
    expect(await calendarOf(negotiation, defendant)).toEqual(own)
    const stranger = await createPerson(server.ctx)
    expect(await calendarOf(negotiation, stranger)).toEqual({ ok: false, error: 'not-found' })
  })
})

describe('practice', () => {
  it('gives notices and sends no mail', async () => {
    const { viewer } = await createPerson(server.ctx)
    const { practice, sessions, terms } = server.services
    const countMail = () =>
      server.ctx.db
        .selectFrom('mailOutbox')
        .select((eb) => eb.fn.countAll<number>().as('mails'))
        .executeTakeFirstOrThrow()
    const before = await countMail()
    const matterId = server.ctx.chance.newId() as MatterId
    const created = await practice.createPracticeMatter(viewer, {
      matterId,
      side: 'plaintiff',
      timeZone: 'UTC',
    })
    expect(created.ok).toBe(true)
    await terms.wishSkip(viewer, matterId)
    // The program answers when its opposite looks.
    await sessions.readMatterSession(viewer, matterId)
    expect(await titles(viewer)).toContain('The defendant’s side would go on without agreed terms')
    expect(await countMail()).toEqual(before)
  })
})
