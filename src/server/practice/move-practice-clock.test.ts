import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { hours, openMatterForTwo, openSession, sealFor } from '../../../tests/support/negotiation.ts'
import { createPerson, type Person } from '../../../tests/support/people.ts'
import { listQueuedMail } from '../../../tests/support/queued-mail.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { rulesText } from '../../contract/rules-text.ts'
import type { MatterId } from '../../domain/ids.ts'
import { SIDES, type Side } from '../../domain/side.ts'
import { sweepDue } from '../sessions/sweep-due.ts'

let server: TestServer
let person: Person

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  person = await createPerson(server.ctx)
})
afterAll(() => server.close())

async function practise(side: Side): Promise<MatterId> {
  const matterId = randomUUID() as string as MatterId
  const form = { matterId, side, timeZone: 'America/Chicago' }
  expect(await server.services.practice.createPracticeMatter(person.viewer, form)).toMatchObject({ ok: true })
  return matterId
}

async function read(matterId: MatterId) {
  const session = await server.services.sessions.readMatterSession(person.viewer, matterId)
  if (!session) throw new Error('no practice session')
  return session
}

async function settleTerms(matterId: MatterId) {
  const { terms } = server.services
  await read(matterId)
  expect(await terms.wishSkip(person.viewer, matterId)).toMatchObject({ ok: true })
  const form = { rulesVersion: rulesText.version, acceptRules: 'on', confirmAuthority: 'on' } as const
  expect(await terms.acceptRules(person.viewer, matterId, form)).toMatchObject({ ok: true })
  // The opponent accepts when somebody looks, and enters its number.
  expect((await read(matterId)).view.phase).toBe('opening')
}

async function enter(matterId: MatterId, step: 'opening' | 'adjustment', cents: bigint) {
  const session = await read(matterId)
  const entry = await sealFor(session, step, cents)
  return server.services.sessions.enterNumber(person.viewer, session.session.id, randomUUID(), entry)
}

const move = (matterId: MatterId, to: 'close-of-opening' | 'one-day' | 'end' | 'start') =>
  server.services.practice.movePracticeClock(person.viewer, matterId, to)

/** What the opponent meets for certain, and what it never does. */
const GENEROUS = { plaintiff: 1_00n, defendant: 25_000_000n } as const
const GREEDY = { plaintiff: 25_000_000n, defendant: 1_00n } as const

describe.each(SIDES)('practising as the %s', (side) => {
  test('comes to a deal at the close of opening, in no time', async () => {
    const matterId = await practise(side)
    await settleTerms(matterId)
    expect((await read(matterId)).view.phase).toBe('opening')
    expect(await enter(matterId, 'opening', GENEROUS[side])).toMatchObject({ result: 'done' })
    expect(await move(matterId, 'close-of-opening')).toMatchObject({ ok: true })
    const { view, deal } = await read(matterId)
    expect(view.phase).toBe('ended')
    expect(deal).toMatchObject({ at: view.openingClosesAt, bonusTo: null })
  })

  test('comes to a deal in adjustment with the bonus for the opponent, who was there first', async () => {
    const matterId = await practise(side)
    await settleTerms(matterId)
    await enter(matterId, 'opening', GREEDY[side])
    await move(matterId, 'close-of-opening')
    expect(await move(matterId, 'one-day')).toMatchObject({ ok: true })
    expect(await read(matterId)).toMatchObject({ deal: null, closing: false, view: { phase: 'adjustment' } })
    server.clock.advance(1)
    expect(await enter(matterId, 'adjustment', GENEROUS[side])).toMatchObject({ result: 'done' })
    expect((await read(matterId)).deal).toMatchObject({
      step: 'adjustment',
      bonusTo: side === 'plaintiff' ? 'defendant' : 'plaintiff',
    })
  })

  test('can wait for the end without one, and cannot move a clock that nothing waits for', async () => {
    const matterId = await practise(side)
    expect(await move(matterId, 'end')).toEqual({ ok: false, error: 'nothing-to-wait-for' })
    await settleTerms(matterId)
    await move(matterId, 'close-of-opening')
    await move(matterId, 'end')
    expect((await read(matterId)).view.ending).toMatchObject({ kind: 'no-deal' })
    expect(await move(matterId, 'one-day')).toEqual({ ok: false, error: 'nothing-to-wait-for' })
  })
})

describe('practice keeps to itself', () => {
  test('no mail is queued of it, and no sweep does its steps', async () => {
    const matterId = await practise('plaintiff')
    await settleTerms(matterId)
    server.clock.advance(hours(49))
    await sweepDue(server.ctx)
    const { state } = await server.ctx.db
      .selectFrom('sessions')
      .select('state')
      .where('matterId', '=', matterId)
      .executeTakeFirstOrThrow()
    expect(state.phase).toBe('opening')
    expect((await read(matterId)).view.phase).toBe('adjustment')
    expect(await listQueuedMail(server.ctx, person.viewer.email)).toEqual([])
  })

  test('to a stranger it is as one that does not exist', async () => {
    const matterId = await practise('defendant')
    const stranger = await createPerson(server.ctx)
    const { practice, sessions } = server.services
    expect(await practice.movePracticeClock(stranger.viewer, matterId, 'one-day')).toEqual(
      await practice.movePracticeClock(stranger.viewer, randomUUID() as string as MatterId, 'one-day'),
    )
    expect(await sessions.readMatterSession(stranger.viewer, matterId)).toBeNull()
  })

  test('no clock but a practice session’s can be moved, by the use case or by the role of the web server', async () => {
    const real = await openMatterForTwo(server)
    await openSession(real)
    const { viewer } = real.people.plaintiff
    expect(await server.services.practice.movePracticeClock(viewer, real.matterId, 'one-day')).toEqual({
      ok: false,
      error: 'not-practice',
    })
    const sessions = server.ctx.db.updateTable('sessions').where('matterId', '=', real.matterId)
    await expect(sessions.set({ clockOffsetMs: 1 }).execute()).rejects.toThrow('only_practice_moves_time')
  })

  test('a session cannot be made a practice one', async () => {
    const real = await openMatterForTwo(server)
    const sessions = server.ctx.db.updateTable('sessions').where('matterId', '=', real.matterId)
    await expect(sessions.set({ isPractice: true, clockOffsetMs: 1 }).execute()).rejects.toThrow('stays so')
  })
})
