import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asked, amountsOf, askOn } from '../../tests/support/revealing.ts'
import {
  commandOn,
  entryOn,
  type MatcherSession,
  newId,
  openMatcherSession,
  startTestMatcher,
  type TestMatcher,
  withdrawalOn,
} from '../../tests/support/test-matcher.ts'
import { MOST_ACTS } from '../contract/revealing.ts'
import { bytesFromBase64url } from '../contract/sealing-base64url.ts'
import { DAY_MS } from '../domain/deadlines.ts'
import { REVEAL_LIMIT } from '../domain/entry-limit.ts'
import type { SessionId } from '../domain/ids.ts'
import type { Side } from '../domain/side.ts'

let running: TestMatcher

beforeAll(async () => {
  running = await startTestMatcher()
})
afterAll(() => running.close())

const now = () => running.clock.now()

/** Asks for the side's own numbers, and opens what comes. */
async function reveal(session: MatcherSession, side: Side, version: number, notBefore = 0) {
  const asked = await askOn(session, side, { version, at: now(), notBefore })
  const answer = await running.matcher.reveal(asked.request)
  if (answer.kind !== 'revealed') throw new Error(`not revealed: ${answer.kind}`)
  return { answer, asked, history: await asked.open(answer.sealed) }
}

/** Plaintiff 300, then 200; defendant 100. */
async function openNegotiated(): Promise<MatcherSession> {
  const session = await openMatcherSession(running)
  await running.matcher.accept(await entryOn(session, 'plaintiff', 300_00n, { version: 0, at: now() }))
  running.clock.advance(1)
  await running.matcher.accept(await entryOn(session, 'defendant', 100_00n, { version: 1, at: now() }))
  running.clock.advance(1)
  await running.matcher.accept(await entryOn(session, 'plaintiff', 200_00n, { version: 2, at: now() }))
  return session
}

const refusalOf = async (asked: Asked) => running.matcher.reveal(asked.request)

describe('a reveal', () => {
  test('gives a seat its own numbers of the session, and nothing of the other’s', async () => {
    const session = await openNegotiated()
    const plaintiff = await reveal(session, 'plaintiff', 3)
    expect(amountsOf(plaintiff.history) === '30000 20000').toBe(true)
    expect(plaintiff.history).toMatchObject({ lastStands: true, withheld: false, cut: false })
    const defendant = await reveal(session, 'defendant', 3)
    expect(amountsOf(defendant.history) === '10000').toBe(true)
    expect(defendant.history?.acts).toMatchObject([{ kind: 'entered', step: 'opening', at: now() - 1 }])
  })

  test('is of one shape and length, whatever stands and however often something was entered', async () => {
    const empty = await openMatcherSession(running)
    const session = await openNegotiated()
    const answers = [await reveal(empty, 'plaintiff', 0), await reveal(session, 'plaintiff', 3)]
    await running.matcher.withdrawOrVoid(withdrawalOn(session, 'plaintiff', { version: 3, at: now() }))
    answers.push(await reveal(session, 'plaintiff', 4), await reveal(session, 'defendant', 4))
    for (const { answer } of answers) {
      expect(Object.keys(answer)).toEqual(['kind', 'version', 'sealed'])
      expect(answer.sealed.length).toBe(answers[0]?.answer.sealed.length)
    }
    expect(answers[0]?.history).toEqual({ acts: [], lastStands: false, withheld: false, cut: false })
    expect(amountsOf(answers[2]?.history ?? null) === '30000 20000 withdrawn').toBe(true)
    expect(answers[2]?.history?.lastStands).toBe(false)
  })

  test('follows a number into adjustment', async () => {
    const session = await openNegotiated()
    await running.matcher.closeOfOpening(commandOn(session, { version: 3, at: now() }))
    const change = { version: 4, at: now(), step: 'adjustment' as const }
    await running.matcher.acceptAndCompare(await entryOn(session, 'plaintiff', 150_00n, change))
    const { history } = await reveal(session, 'plaintiff', 5)
    expect(amountsOf(history) === '30000 20000 15000').toBe(true)
    expect(history?.acts.map((act) => act.kind === 'entered' && act.step)).toEqual([
      'opening',
      'opening',
      'adjustment',
    ])
  })

  test('opens for its own request alone', async () => {
    const session = await openNegotiated()
    const other = await openNegotiated()
    const { answer, asked } = await reveal(session, 'plaintiff', 3)
    const second = await reveal(session, 'plaintiff', 3)
    const elsewhere = await reveal(other, 'plaintiff', 3)
    expect(await asked.open(second.answer.sealed)).toBeNull()
    expect(await asked.open(elsewhere.answer.sealed)).toBeNull()
    expect(await second.asked.open(answer.sealed)).toBeNull()
    for (const binding of [
      { sessionId: other.sessionId },
      { seatId: session.seats.defendant },
      { side: 'defendant' as const },
      { requestId: second.asked.request.idempotencyKey },
    ]) {
      expect(await asked.open(answer.sealed, binding)).toBeNull()
    }
    expect(await asked.open(answer.sealed)).not.toBeNull()
  })

  test('changes nothing of the session: neither version, records nor what stands', async () => {
    const session = await openNegotiated()
    const read = async () => ({
      sessions: await running.db
        .selectFrom('sessions')
        .selectAll()
        .where('id', '=', session.sessionId)
        .execute(),
      standing: await running.db
        .selectFrom('standing')
        .selectAll()
        .where('sessionId', '=', session.sessionId)
        .execute(),
      records: await running.db
        .selectFrom('records')
        .selectAll()
        .where('sessionId', '=', session.sessionId)
        .execute(),
      seats: await running.db.selectFrom('seats').selectAll().execute(),
    })
    const before = await read()
    await reveal(session, 'plaintiff', 3)
    expect(await read()).toEqual(before)
    expect(
      await running.matcher.sessionsAhead({ known: [{ sessionId: session.sessionId, version: 3 }] }),
    ).toEqual({
      kind: 'ahead',
      sessionIds: [],
    })
  })

  test('holds back what was entered before the person’s way of signing in changed', async () => {
    const session = await openNegotiated()
    const { history } = await reveal(session, 'plaintiff', 3, now())
    expect(amountsOf(history) === '20000').toBe(true)
    expect(history).toMatchObject({ lastStands: true, withheld: true })
    const later = await reveal(session, 'plaintiff', 3, now() + 1)
    expect(later.history).toEqual({ acts: [], lastStands: false, withheld: true, cut: false })
  })

  test('after a lost key shows what was entered since, and that something is left out', async () => {
    const session = await openNegotiated()
    const { sessionId, seats, currency } = session
    // The key of that day is long destroyed.
    await running.db.updateTable('sessions').set({ keyDay: 1 }).where('id', '=', sessionId).execute()
    const key = { version: 3, at: now(), idempotencyKey: 'void-both/3' }
    const voided = await running.matcher.voidBoth({
      ...commandOn(session, key),
      seats,
      currency,
      practice: false,
      step: 'opening',
    })
    if (voided.kind !== 'recorded' || voided.record.outcome.kind !== 'both-voided')
      throw new Error(voided.kind)
    const { version, outcome } = voided.record
    const nothing = await reveal(session, 'plaintiff', version)
    expect(nothing.history).toEqual({ acts: [], lastStands: false, withheld: false, cut: true })
    const renewed = { ...session, publicKey: bytesFromBase64url(outcome.publicKey) }
    await running.matcher.accept(await entryOn(renewed, 'plaintiff', 150_00n, { version, at: now() }))
    const { history } = await reveal(renewed, 'plaintiff', version + 1)
    expect(amountsOf(history) === '15000').toBe(true)
    expect(history).toMatchObject({ lastStands: true, cut: true })
  })

  test('holds the latest acts of more than fit', async () => {
    const session = await openMatcherSession(running)
    for (let version = 0; version < MOST_ACTS + 2; version += 2) {
      const at = now()
      await running.matcher.accept(
        await entryOn(session, 'plaintiff', 100n + BigInt(version), { version, at }),
      )
      await running.matcher.withdrawOrVoid(withdrawalOn(session, 'plaintiff', { version: version + 1, at }))
      running.clock.advance(DAY_MS / 10)
    }
    const { history } = await reveal(session, 'plaintiff', MOST_ACTS + 2)
    expect(history?.acts.length).toBe(MOST_ACTS)
    expect(history?.cut).toBe(true)
    expect(amountsOf(history).startsWith('102 withdrawn 104 ')).toBe(true)
  })
})

describe('is refused', () => {
  test('to a request that was answered before, also under another key', async () => {
    const session = await openNegotiated()
    const { asked } = await reveal(session, 'plaintiff', 3)
    expect(await refusalOf(asked)).toEqual({ kind: 'idempotency-conflict' })
    const stolen = await askOn(session, 'plaintiff', { ...asked.request })
    expect(await refusalOf(stolen)).toEqual({ kind: 'idempotency-conflict' })
    // Of the other seat it is another request.
    const others = await askOn(session, 'defendant', { ...asked.request })
    expect(await refusalOf(others)).toMatchObject({ kind: 'revealed' })
  })

  test('to a caller who has missed something, which is told instead', async () => {
    const session = await openNegotiated()
    const asked = await askOn(session, 'plaintiff', { version: 2, at: now() })
    expect(await refusalOf(asked)).toMatchObject({ kind: 'version-mismatch', version: 3 })
  })

  test(`after ${REVEAL_LIMIT} in 24 hours, counted for each seat and across its sessions`, async () => {
    const session = await openNegotiated()
    const first = now()
    for (let count = 0; count < REVEAL_LIMIT; count += 1) await reveal(session, 'plaintiff', 3)
    running.clock.advance(DAY_MS - 1)
    const limited = { kind: 'refused', code: 'reveal-limit', nextPossibleAt: first + DAY_MS }
    expect(await refusalOf(await askOn(session, 'plaintiff', { version: 3, at: now() }))).toEqual(limited)
    const next = await openMatcherSession(running, { seats: session.seats })
    expect(await refusalOf(await askOn(next, 'plaintiff', { version: 0, at: now() }))).toEqual(limited)
    await reveal(session, 'defendant', 3)
    running.clock.advance(1)
    await reveal(session, 'plaintiff', 3)
  })

  test('once the session has ended, by a deal or without one', async () => {
    const ended = await openNegotiated()
    await running.matcher.end({ ...commandOn(ended, { version: 3, at: now() }), by: null })
    const dealt = await openNegotiated()
    await running.matcher.accept(await entryOn(dealt, 'defendant', 250_00n, { version: 3, at: now() }))
    await running.matcher.closeOfOpening(commandOn(dealt, { version: 4, at: now() }))
    for (const [session, version] of [
      [ended, 4],
      [dealt, 5],
    ] as const) {
      const asked = await askOn(session, 'plaintiff', { version, at: now() })
      await expect(refusalOf(asked)).rejects.toMatchObject({ code: 'out-of-step' })
    }
  })

  test('to a seat that is not the session’s on that side, and of a session without keys', async () => {
    const session = await openNegotiated()
    const other = await openNegotiated()
    const foreign = await askOn({ ...session, seats: other.seats }, 'plaintiff', { version: 3, at: now() })
    await expect(refusalOf(foreign)).rejects.toMatchObject({ code: 'wrong-seat' })
    const { plaintiff, defendant } = session.seats
    const swapped = { ...session, seats: { plaintiff: defendant, defendant: plaintiff } }
    const across = await askOn(swapped, 'plaintiff', { version: 3, at: now() })
    await expect(refusalOf(across)).rejects.toMatchObject({ code: 'wrong-seat' })
    const unknown = { ...session, sessionId: newId<SessionId>() }
    const nowhere = await askOn(unknown, 'plaintiff', { version: 0, at: now() })
    await expect(refusalOf(nowhere)).rejects.toMatchObject({ code: 'session-unknown' })
  })

  test('at an instant that the clock does not bear out', async () => {
    const session = await openNegotiated()
    const early = await askOn(session, 'plaintiff', { version: 3, at: now() + 5_001 })
    expect(await refusalOf(early)).toEqual({ kind: 'refused', code: 'clock-disagrees' })
  })

  test('to bytes that are no key', async () => {
    const session = await openNegotiated()
    const { request } = await askOn(session, 'plaintiff', { version: 3, at: now() })
    const noKey = { ...request, publicKey: Buffer.alloc(65, 4).toString('base64url') }
    await expect(running.matcher.reveal(noKey)).rejects.toThrow()
    expect(await refusalOf({ request, open: async () => null })).toMatchObject({ kind: 'revealed' })
  })
})

test('each is kept in the matcher’s store, never with what it told, and stays as it is', async () => {
  const session = await openNegotiated()
  const { asked } = await reveal(session, 'plaintiff', 3, 7)
  const { idempotencyKey, seatId, sessionId, publicKey } = asked.request
  const kept = await running.db.selectFrom('reveals').selectAll().where('sessionId', '=', sessionId).execute()
  expect(kept).toEqual([
    {
      sessionId,
      seatId,
      requestId: idempotencyKey,
      version: 3,
      at: now(),
      notBefore: 7,
      publicKey: Buffer.from(publicKey, 'base64url'),
    },
  ])
  const owner = new pg.Client({ connectionString: running.database.ownerUrl })
  await owner.connect()
  try {
    for (const change of ['update matcher.reveals set at = at + 1', 'delete from matcher.reveals']) {
      await expect(owner.query(change)).rejects.toThrow('stay as they are')
    }
  } finally {
    await owner.end()
  }
})
