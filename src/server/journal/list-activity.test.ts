import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { EntryId, MatterId } from '../../domain/ids.ts'
import { addVersion, openTwoSides, type TwoSides } from '../terms/two-sides.fixture.ts'
import { appendJournal } from './append-journal.ts'
import { ACTIVITY_A_PAGE } from './list-activity.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
})
afterAll(() => server?.close())

async function list(viewer: Viewer, matterId: MatterId, page = 1) {
  const listed = await server.services.activity.listActivity(viewer, matterId, page)
  if (!listed) throw new Error('no activity')
  return listed
}

/** What the session itself writes when a side enters a number, without the number. */
function enter({ matterId, people }: TwoSides, side: 'plaintiff' | 'defendant') {
  return server.ctx.db.transaction().execute((tx) =>
    appendJournal(tx, {
      matterId,
      chain: side,
      sessionId: null,
      at: server.clock.now(),
      type: 'number-entered',
      actor: people[side].lead.userId,
      data: { side, entryId: randomUUID() as EntryId },
    }),
  )
}

describe('the activity of a matter', () => {
  test('shows shared events to both sides, the latest first, with who did it', async () => {
    const { matterId, people } = await openTwoSides(server)
    server.clock.advance(1000)
    const version = await addVersion(server, people.plaintiff.member, matterId, 'x')
    server.clock.advance(1000)
    await server.services.terms.approveTerms(people.defendant.lead, matterId, version)

    for (const side of ['plaintiff', 'defendant'] as const) {
      const { activities } = await list(people[side].client, matterId)
      expect(activities.slice(0, 2)).toMatchObject([
        { type: 'terms-approved', actorName: 'd lead', ownSideOnly: false, data: { side: 'defendant' } },
        { type: 'terms-version-added', actorName: 'p member', sessionOrdinal: 1, data: { version: 1 } },
      ])
    }
  })

  test('shows a side its own entries and of the other side’s nothing at all', async () => {
    const quiet = await openTwoSides(server)
    const busy = await openTwoSides(server)
    for (let n = 0; n < ACTIVITY_A_PAGE * 2; n++) await enter(busy, 'defendant')
    await enter(quiet, 'plaintiff')
    await enter(busy, 'plaintiff')

    const seen = async ({ matterId, people }: TwoSides) => {
      const { activities, page, pageCount } = await list(people.plaintiff.lead, matterId)
      return { page, pageCount, activities: activities.map(({ type, at, key }) => ({ type, at, key })) }
    }
    expect(await seen(busy)).toEqual(await seen(quiet))
    const own = (await list(busy.people.plaintiff.lead, busy.matterId)).activities
    expect(own.filter(({ ownSideOnly }) => ownSideOnly)).toMatchObject([
      { type: 'number-entered', data: { side: 'plaintiff' } },
    ])
    expect((await list(busy.people.defendant.lead, busy.matterId)).pageCount).toBe(3)
  })

  test('is paged, and a page beyond the last is the last', async () => {
    const matter = await openTwoSides(server)
    for (let n = 0; n < ACTIVITY_A_PAGE; n++) await enter(matter, 'plaintiff')
    const { lead } = matter.people.plaintiff
    const first = await list(lead, matter.matterId)
    const last = await list(lead, matter.matterId, 99)
    expect([first.page, last.page, last.pageCount]).toEqual([1, 2, 2])
    const keys = [...first.activities, ...last.activities].map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('is nothing to strangers, whether or not there is such a matter', async () => {
    const { matterId } = await openTwoSides(server)
    const { people } = await openTwoSides(server)
    for (const id of [matterId, randomUUID() as MatterId, 'no-id' as MatterId]) {
      expect(await server.services.activity.listActivity(people.plaintiff.lead, id, 1)).toBeNull()
    }
  })
})
