import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { addManyMatters } from '../../../tests/support/many-matters.ts'
import { addAccount, matterForm, recordLinks } from '../../../tests/support/matter-builders.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { MATTERS_A_PAGE, type MatterQuery } from '../../contract/matters.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { DAY_MS } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { acceptInvitation } from '../invitations/accept-invitation.ts'
import { createMatter } from './create-matter.ts'
import { listMatters } from './list-matters.ts'

let server: TestServer
let ctx: Context

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  ctx = server.ctx
})
afterAll(() => server?.close())

const query = (changes: Partial<MatterQuery> = {}): MatterQuery => {
  return { q: '', filter: 'all', sort: 'newest', page: 1, ...changes }
}

let people = 0
function newPerson(name: string) {
  people += 1
  return addAccount(ctx, { name, email: `${name.toLowerCase()}@firm${people}.example` })
}

async function add(viewer: Viewer, caption: string, changes: Parameters<typeof matterForm>[0] = {}) {
  server.clock.advance(1000)
  const form = matterForm({ caption, invitee: null, ...changes })
  const created = await createMatter(ctx, viewer, form)
  if (!created.ok) throw new Error(created.error)
  return form.matterId
}

async function captions(viewer: Viewer, changes: Partial<MatterQuery>) {
  return (await listMatters(ctx, viewer, query(changes))).rows.map((row) => row.caption)
}

function setSeat(matterId: MatterId, values: { nextDeadlineAt?: number; lastActivityAt?: number }) {
  return ctx.db.updateTable('seats').set(values).where('matterId', '=', matterId).execute()
}

describe('listMatters', () => {
  test('lists the viewer’s own matters alone, each side with its own words', async () => {
    const { ctx: recording, linkTo } = recordLinks(ctx)
    const dana = await newPerson('Dana')
    const marcus = await newPerson('Marcus')
    await add(await newPerson('Eve'), 'Not theirs')
    const form = matterForm({
      words: 'claimant-respondent',
      invitee: { name: 'M. Oyelaran', email: marcus.email, note: '' },
    })
    await createMatter(recording, dana, form)

    const shown = async (viewer: Viewer) => (await listMatters(ctx, viewer, query())).rows
    expect(await shown(dana)).toMatchObject([
      {
        matterId: form.matterId,
        sideWord: 'claimant',
        represents: 'Maria Alvarez',
        other: { kind: 'invited', name: 'M. Oyelaran', status: 'sent' },
        stage: 'terms',
        nextAction: 'settle-terms',
      },
    ])
    expect(await shown(marcus)).toEqual([])

    await acceptInvitation(recording, marcus, await linkTo(marcus.email), 'Northgate')
    expect(await shown(dana)).toMatchObject([{ other: { kind: 'held', lead: 'Marcus' } }])
    expect(await shown(marcus)).toMatchObject([
      { sideWord: 'respondent', represents: 'Northgate', other: { kind: 'held', lead: 'Dana' } },
    ])
  })

  test('searches caption, case number, forum and party, in any case, and takes signs literally', async () => {
    const viewer = await newPerson('Search')
    const plain = { forum: '', caseNumber: '', represents: 'Somebody' }
    await add(viewer, 'Alpha v. 100% Cotton', plain)
    await add(viewer, 'Beta v. Under_score', { ...plain, caseNumber: 'CV-2026-0042' })
    await add(viewer, 'Gamma v. Back\\slash', { ...plain, forum: 'Southern District of Ohio' })
    await add(viewer, 'Delta v. Epsilon', { ...plain, represents: 'Zoë Quint' })

    const found = (q: string) => captions(viewer, { q, sort: 'caption' })
    expect(await found('aLPHA')).toEqual(['Alpha v. 100% Cotton'])
    expect(await found('2026-0042')).toEqual(['Beta v. Under_score'])
    expect(await found('district of ohio')).toEqual(['Gamma v. Back\\slash'])
    expect(await found('zoë')).toEqual(['Delta v. Epsilon'])
    expect(await found('%')).toEqual(['Alpha v. 100% Cotton'])
    expect(await found('_')).toEqual(['Beta v. Under_score'])
    expect(await found('\\')).toEqual(['Gamma v. Back\\slash'])
    expect(await found("' or true --")).toEqual([])
  })

  test('sorts by deadline with the undated last, by activity, by caption, by age', async () => {
    const viewer = await newPerson('Sort')
    const b = await add(viewer, 'bravo')
    const a = await add(viewer, 'Alpha')
    const c = await add(viewer, 'Charlie')
    const now = server.clock.now()
    await setSeat(c, { nextDeadlineAt: now + DAY_MS, lastActivityAt: now + 1 })
    await setSeat(b, { nextDeadlineAt: now + 2 * DAY_MS, lastActivityAt: now + 3 })
    await setSeat(a, { lastActivityAt: now + 2 })

    expect(await captions(viewer, { sort: 'deadline' })).toEqual(['Charlie', 'bravo', 'Alpha'])
    expect(await captions(viewer, { sort: 'activity' })).toEqual(['bravo', 'Alpha', 'Charlie'])
    expect(await captions(viewer, { sort: 'caption' })).toEqual(['Alpha', 'bravo', 'Charlie'])
    expect(await captions(viewer, { sort: 'newest' })).toEqual(['Charlie', 'Alpha', 'bravo'])
  })

  test('filters by whose turn it is and by how far the session is', async () => {
    const viewer = await newPerson('Filter')
    const waiting = await add(viewer, 'Waiting')
    await add(viewer, 'Mine')
    const over = await add(viewer, 'Over')
    await ctx.db
      .updateTable('seats')
      .set({ nextAction: 'wait-for-terms' })
      .where('matterId', '=', waiting)
      .execute()
    await ctx.db
      .updateTable('seats')
      .set({ nextAction: 'propose-new-session', stage: 'ended' })
      .where('matterId', '=', over)
      .execute()

    const filtered = (filter: MatterQuery['filter']) => captions(viewer, { filter, sort: 'caption' })
    expect(await filtered('needs-me')).toEqual(['Mine'])
    expect(await filtered('waiting')).toEqual(['Waiting'])
    expect(await filtered('terms')).toEqual(['Mine', 'Waiting'])
    expect(await filtered('ended')).toEqual(['Over'])
    expect(await filtered('opening')).toEqual([])
  })

  test('pages through, and takes a page beyond the last for the last', async () => {
    const viewer = await newPerson('Pages')
    await addManyMatters(ctx, viewer, 60)
    const pages = await Promise.all([1, 2, 3, 99].map((page) => listMatters(ctx, viewer, query({ page }))))
    expect(pages.map(({ page, pageCount, total, rows }) => [page, pageCount, total, rows.length])).toEqual([
      [1, 3, 60, MATTERS_A_PAGE],
      [2, 3, 60, MATTERS_A_PAGE],
      [3, 3, 60, 10],
      [3, 3, 60, 10],
    ])
    const ids = pages.slice(0, 3).flatMap(({ rows }) => rows.map((row) => row.matterId))
    expect(new Set(ids).size).toBe(60)
  })
})

describe('with 10,000 matters on one account', () => {
  test('a page takes a clock, a count and one query, whose scans are by index', async () => {
    const viewer = await newPerson('Large')
    await addManyMatters(ctx, viewer, 10_000)
    const other = await newPerson('Small')
    await addManyMatters(ctx, other, 10)
    await analyze(server.ownerUrl)

    const statements: string[] = []
    const watched = ctx.db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        statements.push('query')
        return result
      },
    })
    const list = await listMatters({ ...ctx, db: watched }, viewer, query({ sort: 'deadline', page: 200 }))
    expect(list).toMatchObject({ total: 10_000, page: 200, pageCount: 400 })
    expect(list.rows).toHaveLength(MATTERS_A_PAGE)
    expect(statements).toHaveLength(2)

    // For an account with few matters nothing is read but what its own places lead to.
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select own.id from app.seat_people place
      join app.seats own on own.id = place.seat_id
      join app.matters on matters.id = place.matter_id
      where place.user_id = ${other.userId} and place.removed_at is null
      order by own.next_deadline_at limit 25`.execute(ctx.db)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('seat_people_by_user')
    expect(plan).not.toContain('Seq Scan')
  })
})

/** Lets the planner know the sizes of the tables, which only their owner may. */
async function analyze(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query('analyze')
  await client.end()
}
