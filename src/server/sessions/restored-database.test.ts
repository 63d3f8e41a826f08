import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { copyDatabase, type DatabaseCopy } from '../../../tests/support/database-copy.ts'
import {
  commandOver,
  createTwoLawyers,
  enterOver,
  hours,
  type Negotiation,
  openMatterForTwo,
  openSession,
  readOver,
  sealOver,
} from '../../../tests/support/negotiation.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { SIDES } from '../../domain/side.ts'
import { sweepDue } from './sweep-due.ts'
import { sweepUntold } from './sweep-untold.ts'

let server: TestServer
let negotiation: Negotiation

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl'), http: 'api' })
})
afterAll(() => server.close())

/** A session in opening, with a demand of 500. */
beforeEach(async () => {
  negotiation = await openMatterForTwo(server, { people: await createTwoLawyers(server) })
  await openSession(negotiation)
  server.clock.advance(1_000)
  await enterOver(negotiation, 'plaintiff', 500_00n, 'opening')
})

const copyNow = (): Promise<DatabaseCopy> => copyDatabase(server.ownerUrl)
const refusal = (code: string) => ({ result: 'refused', code, nextPossibleAt: null })
const DONE = { result: 'done', code: null, nextPossibleAt: null }

async function sweep() {
  await sweepUntold(server.ctx)
  await sweepDue(server.ctx)
}

/** What both sides see of it has to be the same, but for the side itself. */
async function viewsAlike() {
  const [a, b] = await Promise.all(SIDES.map((side) => readOver(negotiation, side)))
  if (!a || !b) throw new Error('two sides')
  const { own: ownOfA, ...viewOfA } = a.view
  const { own: ownOfB, ...viewOfB } = b.view
  expect(viewOfA).toEqual(viewOfB)
  expect({ ...ownOfA, side: null }).toEqual({ ...ownOfB, side: null })
  return a.view
}

/** The notices of one kind, of either side. */
async function noticesOf(kind: string) {
  const rows = await server.ctx.db.selectFrom('notices').selectAll().execute()
  const ours = new Set(SIDES.map((side) => negotiation.people[side].viewer.userId as string))
  return rows.filter((row) => ours.has(row.userId) && JSON.stringify(row).includes(kind))
}

async function journalOf(type: string) {
  return server.ctx.db
    .selectFrom('journal')
    .select(['chain', 'at', 'actor'])
    .where('matterId', '=', negotiation.matterId)
    .where('type', '=', type)
    .execute()
}

describe('after an older database was restored', () => {
  test('a live session below its mark: both numbers are void at one instant, and both sides are asked alike', async () => {
    const copy = await copyNow()
    server.clock.advance(60_000)
    await enterOver(negotiation, 'plaintiff', 400_00n, 'opening')
    const before = await readOver(negotiation, 'defendant')
    await copy.restore()
    await sweep()
    const view = await viewsAlike()
    expect(view).toMatchObject({ phase: 'opening', numbersVoidedAt: server.clock.now(), heldAt: null })
    expect(view.own).toMatchObject({ standing: null, next: 'enter-number' })
    expect((await readOver(negotiation, 'plaintiff')).session.publicKey).not.toBe(before.session.publicKey)
    expect(await journalOf('numbers-voided')).toEqual([
      { chain: 'shared', at: server.clock.now(), actor: null },
    ])
    expect((await noticesOf('No number stands any more, on either side')).length).toBe(2)
    // It is sound again: nothing is voided a second time, and a deal can be made.
    await sweep()
    expect((await journalOf('numbers-voided')).length).toBe(1)
    expect(await enterOver(negotiation, 'plaintiff', 300_00n, 'opening')).toEqual(DONE)
    expect(await enterOver(negotiation, 'defendant', 300_00n, 'opening')).toEqual(DONE)
    server.clock.advance(hours(48))
    expect((await readOver(negotiation, 'plaintiff')).deal).toMatchObject({ step: 'opening' })
  })

  test('what stood in the old copy is not compared, though its deadline has passed meanwhile', async () => {
    await enterOver(negotiation, 'defendant', 600_00n, 'opening')
    const copy = await copyNow()
    server.clock.advance(60_000)
    expect(await commandOver(negotiation, 'defendant', 'withdrawals', {})).toEqual(DONE)
    await copy.restore()
    server.clock.advance(hours(60))
    const view = await viewsAlike()
    expect(view).toMatchObject({ phase: 'adjustment', ending: null, heldAt: null })
    // At the instant of what was due, before it.
    expect(view.numbersVoidedAt).toBe(view.openingClosesAt)
  })

  test('a command that comes first is decided after the voiding; one sealed before asks to be sealed anew', async () => {
    const copy = await copyNow()
    server.clock.advance(60_000)
    await enterOver(negotiation, 'plaintiff', 400_00n, 'opening')
    const sealed = await sealOver(negotiation, 'defendant', 'opening', 900_00n)
    await copy.restore()
    expect(await commandOver(negotiation, 'defendant', 'entries', sealed)).toEqual(
      refusal('envelope-unreadable'),
    )
    expect(await commandOver(negotiation, 'plaintiff', 'withdrawals', {})).toEqual(
      refusal('nothing-to-withdraw'),
    )
    expect((await journalOf('numbers-voided')).length).toBe(1)
  })

  test('a session that has ended is held, whatever the old copy says: no deal is made twice, and none is lost silently', async () => {
    const copy = await copyNow()
    server.clock.advance(60_000)
    await enterOver(negotiation, 'defendant', 500_00n, 'opening')
    server.clock.advance(hours(48))
    expect((await readOver(negotiation, 'defendant')).deal).not.toBeNull()
    await copy.restore()
    await sweep()
    const view = await viewsAlike()
    expect(view).toMatchObject({ heldAt: server.clock.now(), ending: null })
    expect(view.own).toMatchObject({ standing: null, next: 'wait-for-operator' })
    expect(Object.values(view.own?.can ?? {})).not.toContain(true)
    expect(await journalOf('session-held')).toEqual([
      { chain: 'shared', at: server.clock.now(), actor: null },
    ])
    expect((await noticesOf('The session is on hold')).length).toBe(2)
    for (const side of SIDES) {
      const entry = await sealOver(negotiation, side, 'opening', 500_00n)
      const attempts = [
        commandOver(negotiation, side, 'entries', entry),
        commandOver(negotiation, side, 'withdrawals', {}),
        commandOver(negotiation, side, 'keep-running', { on: true }),
        commandOver(negotiation, side, 'end', { reason: null }),
      ]
      expect(await Promise.all(attempts)).toEqual(attempts.map(() => refusal('session-held')))
    }
    server.clock.advance(hours(24 * 40))
    await sweep()
    expect((await viewsAlike()).ending).toBeNull()
    expect((await journalOf('session-held')).length).toBe(1)
    const deals = await server.ctx.db
      .selectFrom('deals')
      .selectAll()
      .where('matterId', '=', negotiation.matterId)
      .execute()
    expect(deals).toEqual([])
  })

  test('of a session ended without a deal too; a newer copy brings everything back', async () => {
    const older = await copyNow()
    await commandOver(negotiation, 'defendant', 'end', { reason: null })
    const newer = await copyNow()
    await older.restore()
    await sweep()
    expect((await viewsAlike()).heldAt).not.toBeNull()
    await newer.restore()
    await sweep()
    expect(await viewsAlike()).toMatchObject({ heldAt: null, phase: 'ended', ending: { kind: 'by-side' } })
  })

  test('two copies one after the other: each time what may be wrong is voided', async () => {
    const first = await copyNow()
    await enterOver(negotiation, 'plaintiff', 450_00n, 'opening')
    const second = await copyNow()
    await enterOver(negotiation, 'plaintiff', 400_00n, 'opening')
    await first.restore()
    await sweep()
    server.clock.advance(60_000)
    await second.restore()
    await sweep()
    expect(await viewsAlike()).toMatchObject({ numbersVoidedAt: server.clock.now() })
    expect(await enterOver(negotiation, 'plaintiff', 300_00n, 'opening')).toEqual(DONE)
  })
})

describe('of one schema alone', () => {
  test('the web server’s: it catches up from the matcher’s records, and nothing is void', async () => {
    const copy = await copyNow()
    server.clock.advance(60_000)
    await enterOver(negotiation, 'defendant', 600_00n, 'opening')
    await copy.restore('app')
    await sweep()
    expect((await readOver(negotiation, 'defendant')).view).toMatchObject({
      numbersVoidedAt: null,
      own: { next: 'number-stands' },
    })
    server.clock.advance(hours(48))
    expect((await readOver(negotiation, 'defendant')).deal).not.toBeNull()
  })

  test('the web server’s, from before the opening: it cannot follow, and is held', async () => {
    const other = await openMatterForTwo(server, { people: await createTwoLawyers(server) })
    const copy = await copyNow()
    await openSession(other)
    await enterOver(other, 'plaintiff', 500_00n, 'opening')
    await copy.restore('app')
    await sweep()
    const { view } = await readOver(other, 'defendant')
    expect(view).toMatchObject({ phase: 'terms', heldAt: server.clock.now() })
  })

  test('the matcher’s: it learns the step from the web server, and both numbers are void', async () => {
    const copy = await copyNow()
    await enterOver(negotiation, 'defendant', 400_00n, 'opening')
    server.clock.advance(hours(50))
    await sweep()
    expect((await readOver(negotiation, 'defendant')).view.phase).toBe('adjustment')
    await copy.restore('matcher')
    await sweep()
    expect(await viewsAlike()).toMatchObject({ phase: 'adjustment', numbersVoidedAt: server.clock.now() })
    expect(await enterOver(negotiation, 'plaintiff', 300_00n, 'adjustment')).toEqual(DONE)
    server.clock.advance(1)
    expect(await enterOver(negotiation, 'defendant', 300_00n, 'adjustment')).toEqual(DONE)
    expect((await readOver(negotiation, 'plaintiff')).deal).toMatchObject({ bonusTo: 'plaintiff' })
  })

  test('the matcher’s, from before the session was: it begins anew there', async () => {
    const copy = await copyNow()
    const other = await openMatterForTwo(server, { people: await createTwoLawyers(server) })
    await openSession(other)
    await enterOver(other, 'plaintiff', 500_00n, 'opening')
    await copy.restore('matcher')
    await sweep()
    const { view } = await readOver(other, 'plaintiff')
    expect(view).toMatchObject({ phase: 'opening', numbersVoidedAt: server.clock.now() })
    expect(await enterOver(other, 'plaintiff', 300_00n, 'opening')).toEqual(DONE)
  })

  test('the matcher’s, of a session that has ended: the ending stands as it was told', async () => {
    const copy = await copyNow()
    await commandOver(negotiation, 'defendant', 'end', { reason: null })
    await copy.restore('matcher')
    await sweep()
    expect(await viewsAlike()).toMatchObject({ heldAt: null, ending: { kind: 'by-side', by: 'defendant' } })
  })
})

test('without a restore no session is held and no number is void, however it goes on', async () => {
  await enterOver(negotiation, 'defendant', 400_00n, 'opening')
  server.clock.advance(hours(50))
  await sweep()
  await enterOver(negotiation, 'defendant', 450_00n, 'adjustment')
  server.clock.advance(hours(24 * 9))
  await sweep()
  expect((await readOver(negotiation, 'defendant')).view).toMatchObject({
    numbersVoidedAt: null,
    heldAt: null,
  })
  expect(await enterOver(negotiation, 'defendant', 500_00n, 'adjustment')).toEqual(DONE)
  expect((await readOver(negotiation, 'plaintiff')).deal).not.toBeNull()
})
