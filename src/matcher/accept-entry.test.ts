import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
import { DAY_MS } from '../domain/deadlines.ts'
import type { EntryId, SeatId, SessionId } from '../domain/ids.ts'
import type { Side } from '../domain/side.ts'
import type { EntryResponse } from './protocol.ts'

let running: TestMatcher

beforeAll(async () => {
  running = await startTestMatcher()
})
afterAll(() => running.close())

const now = () => running.clock.now()

/** A session in adjustment, at version 1, with nothing standing. */
async function openAdjustment(options?: Parameters<typeof openMatcherSession>[1]): Promise<MatcherSession> {
  const session = await openMatcherSession(running, options)
  const closed = await running.matcher.closeOfOpening(commandOn(session, { version: 0, at: now() }))
  expect(closed.kind).toBe('recorded')
  return session
}

async function enter(
  session: MatcherSession,
  side: Side,
  cents: bigint,
  version: number,
): Promise<EntryResponse> {
  const request = await entryOn(session, side, cents, { version, at: now(), step: 'adjustment' })
  return running.matcher.acceptAndCompare(request)
}

/** Everything that the matcher holds, to see that nothing changed. */
async function everything(session: MatcherSession) {
  const { db } = running
  return {
    session: await db.selectFrom('sessions').selectAll().where('id', '=', session.sessionId).execute(),
    standing: await db
      .selectFrom('standing')
      .selectAll()
      .where('sessionId', '=', session.sessionId)
      .orderBy('side')
      .execute(),
    records: await db
      .selectFrom('records')
      .selectAll()
      .where('sessionId', '=', session.sessionId)
      .orderBy('version')
      .execute(),
    seats: await db
      .selectFrom('seats')
      .selectAll()
      .where('id', 'in', Object.values(session.seats))
      .orderBy('id')
      .execute(),
  }
}

describe('in opening', () => {
  test('a number is accepted and recorded, and nothing is compared', async () => {
    const session = await openMatcherSession(running)
    const asked = running.draw.asked().length
    const offer = await entryOn(session, 'defendant', 90_000n, { version: 0, at: now() })
    expect(await running.matcher.accept(offer)).toEqual({
      kind: 'recorded',
      record: {
        version: 1,
        operation: 'accept',
        side: 'defendant',
        seatId: session.seats.defendant,
        entryId: offer.entryId,
        idempotencyKey: offer.idempotencyKey,
        at: offer.at,
        outcome: { kind: 'accepted' },
      },
    })
    const demand = await entryOn(session, 'plaintiff', 10_000n, { version: 1, at: now() })
    expect(await running.matcher.accept(demand)).toMatchObject({ record: { outcome: { kind: 'accepted' } } })
    expect(running.draw.asked().length).toBe(asked)
  })

  test('an entry for adjustment is unreadable, and comparing is out of step', async () => {
    const session = await openMatcherSession(running)
    const early = await entryOn(session, 'defendant', 90_000n, { version: 0, at: now(), step: 'adjustment' })
    expect(await running.matcher.accept(early)).toEqual({ kind: 'refused', code: 'envelope-unreadable' })
    await expect(running.matcher.acceptAndCompare(early)).rejects.toMatchObject({ code: 'out-of-step' })
  })
})

describe('in adjustment', () => {
  test.each<[string, bigint, bigint, bigint | null, bigint | null]>([
    ['an offer below the demand makes no deal', 70_000n, 69_999n, null, null],
    ['equal numbers make a deal at that number, with no draw', 70_000n, 70_000n, null, 70_000n],
    ['an overlap is drawn from the whole dollars in it', 70_050n, 70_350n, 3n, 70_100n],
    ['an overlap with no whole dollar is drawn from the cents', 70_010n, 70_030n, 21n, 70_010n],
  ])('%s', async (_title, demand, offer, drawn, deal) => {
    for (const first of ['plaintiff', 'defendant'] as const) {
      const session = await openAdjustment()
      running.draw.next(0n)
      const asked = running.draw.asked().length
      const numbers = { plaintiff: demand, defendant: offer }
      const second = first === 'plaintiff' ? 'defendant' : 'plaintiff'
      expect(await enter(session, first, numbers[first], 1)).toMatchObject({
        record: { outcome: { kind: 'accepted' } },
      })
      const outcome =
        deal === null ? { kind: 'accepted' } : { kind: 'deal', dealNumberCents: deal.toString() }
      const answer = await enter(session, second, numbers[second], 2)
      expect(answer).toMatchObject({ kind: 'recorded', record: { version: 3, side: second, outcome } })
      expect(running.draw.asked().slice(asked)).toEqual(drawn === null ? [] : [drawn])
    }
  })

  test('a whole unit is the whole unit of the currency', async () => {
    const session = await openAdjustment({ currency: 'JPY' })
    running.draw.next(7n)
    await enter(session, 'plaintiff', 70_010n, 1)
    expect(await enter(session, 'defendant', 70_030n, 2)).toMatchObject({
      record: { outcome: { kind: 'deal', dealNumberCents: '70017' } },
    })
    expect(running.draw.asked().at(-1)).toBe(21n)
  })

  test('a number carried over from opening still stands', async () => {
    const session = await openMatcherSession(running)
    await running.matcher.accept(await entryOn(session, 'plaintiff', 50_000n, { version: 0, at: now() }))
    await running.matcher.closeOfOpening(commandOn(session, { version: 1, at: now() }))
    expect(await enter(session, 'defendant', 50_000n, 2)).toMatchObject({
      record: { outcome: { kind: 'deal' } },
    })
  })

  test('a withdrawn or replaced number matches nothing', async () => {
    const session = await openAdjustment()
    await enter(session, 'plaintiff', 50_000n, 1)
    await enter(session, 'plaintiff', 60_000n, 2)
    expect(await enter(session, 'defendant', 50_000n, 3)).toMatchObject({
      record: { outcome: { kind: 'accepted' } },
    })
    await running.matcher.withdrawOrVoid(withdrawalOn(session, 'plaintiff', { version: 4, at: now() }))
    expect(await enter(session, 'defendant', 60_000n, 5)).toMatchObject({
      record: { outcome: { kind: 'accepted' } },
    })
  })

  test('a draw outside of what was asked for decides nothing', async () => {
    const session = await openAdjustment()
    await enter(session, 'plaintiff', 70_000n, 1)
    running.draw.next(2n)
    const before = await everything(session)
    await expect(enter(session, 'defendant', 70_100n, 2)).rejects.toThrow(RangeError)
    expect(await everything(session)).toEqual(before)
    running.draw.next(0n)
  })
})

describe('a refusal changes nothing', () => {
  test.each<[string, bigint]>([
    ['99 cents', 99n],
    ['nothing', 0n],
    ['one cent above the largest', 10n ** 12n + 1n],
    ['the largest that the format holds', 2n ** 64n - 1n],
  ])('%s is out of range', async (_name, cents) => {
    const session = await openMatcherSession(running)
    const before = await everything(session)
    for (const side of ['plaintiff', 'defendant'] as const) {
      const request = await entryOn(session, side, cents, { version: 0, at: now() })
      expect(await running.matcher.accept(request)).toEqual({ kind: 'refused', code: 'number-out-of-range' })
    }
    expect(await everything(session)).toEqual(before)
  })

  test('an envelope for anything else than this entry is unreadable', async () => {
    const session = await openMatcherSession(running)
    const other = await openMatcherSession(running, { seats: session.seats })
    const before = await everything(session)
    const bindings = [
      { side: 'defendant' as const },
      { seatId: session.seats.defendant },
      { sessionId: newId<SessionId>() },
      { entryId: newId<EntryId>() },
      { currency: 'EUR' as const },
    ]
    for (const sealedFor of bindings) {
      const request = await entryOn(session, 'plaintiff', 50_000n, { version: 0, at: now(), sealedFor })
      expect(await running.matcher.accept(request)).toEqual({ kind: 'refused', code: 'envelope-unreadable' })
    }
    const honest = await entryOn(session, 'plaintiff', 50_000n, { version: 0, at: now() })
    const keysOfOther = { ...session, publicKey: other.publicKey }
    const wrongKey = await entryOn(keysOfOther, 'plaintiff', 50_000n, { version: 0, at: now() })
    expect(await running.matcher.accept(wrongKey)).toEqual({ kind: 'refused', code: 'envelope-unreadable' })
    const noise = { ...honest, envelope: `${'A'.repeat(150)}A` }
    expect(await running.matcher.accept(noise)).toEqual({ kind: 'refused', code: 'envelope-unreadable' })
    expect(await everything(session)).toEqual(before)
    expect((await running.matcher.accept(honest)).kind).toBe('recorded')
  })

  test('a seat that is not the session’s on that side is a fault of the caller', async () => {
    const session = await openMatcherSession(running)
    const request = await entryOn(session, 'plaintiff', 50_000n, { version: 0, at: now() })
    for (const seatId of [session.seats.defendant, newId<SeatId>()]) {
      await expect(running.matcher.accept({ ...request, seatId })).rejects.toMatchObject({
        code: 'wrong-seat',
      })
    }
  })

  test('an instant more than 5 s off, or before the seat’s last, is not believed', async () => {
    const session = await openMatcherSession(running)
    const refused = { kind: 'refused', code: 'clock-disagrees' }
    for (const at of [now() - 5_001, now() + 5_001]) {
      expect(
        await running.matcher.accept(await entryOn(session, 'plaintiff', 50_000n, { version: 0, at })),
      ).toEqual(refused)
    }
    const late = await entryOn(session, 'plaintiff', 50_000n, { version: 0, at: now() + 5_000 })
    expect((await running.matcher.accept(late)).kind).toBe('recorded')
    const before = await entryOn(session, 'plaintiff', 40_000n, { version: 1, at: now() + 4_999 })
    expect(await running.matcher.accept(before)).toEqual(refused)
    const opposite = await entryOn(session, 'defendant', 10_000n, { version: 1, at: now() - 5_000 })
    expect((await running.matcher.accept(opposite)).kind).toBe('recorded')
    running.clock.advance(5_000)
  })

  test('only a practice session’s clock runs ahead, and it never falls back', async () => {
    const ahead = { version: 0, at: now() + DAY_MS, clockOffsetMs: DAY_MS }
    const real = await openMatcherSession(running)
    const refused = { kind: 'refused', code: 'clock-disagrees' }
    expect(await running.matcher.accept(await entryOn(real, 'plaintiff', 50_000n, ahead))).toEqual(refused)
    const practice = await openMatcherSession(running, { practice: true })
    expect((await running.matcher.accept(await entryOn(practice, 'plaintiff', 50_000n, ahead))).kind).toBe(
      'recorded',
    )
    const back = { version: 1, at: now() + DAY_MS, clockOffsetMs: DAY_MS - 1 }
    expect(await running.matcher.accept(await entryOn(practice, 'defendant', 50_000n, back))).toEqual(refused)
  })
})

describe('the entry limit', () => {
  test('refuses the eleventh of a seat in 24 hours, across sessions, until the first is 24 hours old', async () => {
    const session = await openMatcherSession(running)
    const first = now()
    for (let version = 0; version < 10; version += 1) {
      const request = await entryOn(session, 'plaintiff', 50_000n, { version, at: now() })
      expect((await running.matcher.accept(request)).kind).toBe('recorded')
      running.clock.advance(60_000)
    }
    const limited = { kind: 'refused', code: 'entry-limit', nextPossibleAt: first + DAY_MS }
    const eleventh = () => entryOn(session, 'plaintiff', 50_000n, { version: 10, at: now() })
    expect(await running.matcher.accept(await eleventh())).toEqual(limited)

    const next = await openMatcherSession(running, { seats: session.seats })
    const elsewhere = () => entryOn(next, 'plaintiff', 50_000n, { version: 0, at: now() })
    expect(await running.matcher.accept(await elsewhere())).toEqual(limited)
    const outOfRange = await entryOn(next, 'plaintiff', 1n, { version: 0, at: now() })
    expect(await running.matcher.accept(outOfRange)).toEqual({ kind: 'refused', code: 'number-out-of-range' })
    const opposite = await entryOn(next, 'defendant', 50_000n, { version: 0, at: now() })
    expect((await running.matcher.accept(opposite)).kind).toBe('recorded')

    running.clock.set(first + DAY_MS - 1)
    expect(await running.matcher.accept(await eleventh())).toEqual(limited)
    running.clock.set(first + DAY_MS)
    expect((await running.matcher.accept(await eleventh())).kind).toBe('recorded')
  })

  test('is not spent by withdrawing, by refusals or by repeats', async () => {
    const session = await openMatcherSession(running)
    let version = 0
    for (let entry = 0; entry < 10; entry += 1) {
      const request = await entryOn(session, 'defendant', 50_000n, { version, at: now() })
      expect((await running.matcher.accept(request)).kind).toBe('recorded')
      expect((await running.matcher.accept(request)).kind).toBe('recorded')
      const low = await entryOn(session, 'defendant', 1n, { version: version + 1, at: now() })
      expect((await running.matcher.accept(low)).kind).toBe('refused')
      await running.matcher.withdrawOrVoid(
        withdrawalOn(session, 'defendant', { version: version + 1, at: now() }),
      )
      version += 2
    }
    const eleventh = await entryOn(session, 'defendant', 50_000n, { version, at: now() })
    expect(await running.matcher.accept(eleventh)).toMatchObject({ code: 'entry-limit' })
  })
})

describe('a repeat', () => {
  test('of a recorded entry gets its record, whatever version and instant it names, also after the deal', async () => {
    const session = await openAdjustment()
    const demand = await entryOn(session, 'plaintiff', 50_000n, { version: 1, at: now(), step: 'adjustment' })
    const accepted = await running.matcher.acceptAndCompare(demand)
    const offer = await entryOn(session, 'defendant', 50_000n, { version: 2, at: now(), step: 'adjustment' })
    const deal = await running.matcher.acceptAndCompare(offer)
    running.clock.advance(DAY_MS)
    for (const version of [0, 1, 2, 3, 9]) {
      expect(await running.matcher.acceptAndCompare({ ...demand, version, at: now() })).toEqual(accepted)
      expect(
        await running.matcher.acceptAndCompare({ ...offer, version, idempotencyKey: 'another' }),
      ).toEqual(deal)
    }
  })

  test('with another envelope or seat, or an old key for a new entry, is a conflict', async () => {
    const session = await openMatcherSession(running)
    const demand = await entryOn(session, 'plaintiff', 50_000n, { version: 0, at: now() })
    await running.matcher.accept(demand)
    const before = await everything(session)
    const { entryId, idempotencyKey } = demand
    const resealed = await entryOn(session, 'plaintiff', 50_000n, { version: 1, at: now(), entryId })
    expect(await running.matcher.accept(resealed)).toEqual({ kind: 'entry-id-conflict' })
    const taken = await entryOn(session, 'defendant', 50_000n, { version: 1, at: now(), entryId })
    expect(await running.matcher.accept(taken)).toEqual({ kind: 'entry-id-conflict' })
    const sameKey = await entryOn(session, 'plaintiff', 50_000n, { version: 1, at: now(), idempotencyKey })
    expect(await running.matcher.accept(sameKey)).toEqual({ kind: 'idempotency-conflict' })
    expect(await everything(session)).toEqual(before)
    const otherSeat = await entryOn(session, 'defendant', 50_000n, { version: 1, at: now(), idempotencyKey })
    expect((await running.matcher.accept(otherSeat)).kind).toBe('recorded')
  })
})

test('a caller at another version gets what it lacks, and nothing changes', async () => {
  const session = await openMatcherSession(running)
  const demand = await running.matcher.accept(
    await entryOn(session, 'plaintiff', 50_000n, { version: 0, at: now() }),
  )
  const offer = await running.matcher.accept(
    await entryOn(session, 'defendant', 40_000n, { version: 1, at: now() }),
  )
  if (demand.kind !== 'recorded' || offer.kind !== 'recorded') throw new Error('both were to be accepted')
  const all = [demand.record, offer.record]
  const before = await everything(session)
  for (const version of [0, 1]) {
    const stale = await entryOn(session, 'defendant', 60_000n, { version, at: now() })
    const records = all.slice(version)
    expect(await running.matcher.accept(stale)).toEqual({ kind: 'version-mismatch', version: 2, records })
    expect(await running.matcher.recordsSince({ sessionId: session.sessionId, version })).toEqual({
      kind: 'records',
      version: 2,
      records,
    })
  }
  expect(await everything(session)).toEqual(before)
})

test('whatever was accepted opens at the close: no entry poisons it', async () => {
  const anyNumber = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
  const anyEntry = fc.record({
    side: fc.constantFrom('plaintiff' as const, 'defendant' as const),
    cents: fc.oneof(anyNumber, fc.bigInt({ min: 90n, max: 110n })),
    sealedSide: fc.constantFrom('plaintiff' as const, 'defendant' as const),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(anyEntry, { maxLength: 5 }), async (entries) => {
      const session = await openMatcherSession(running)
      const standing: Partial<Record<Side, bigint>> = {}
      let version = 0
      for (const { side, cents, sealedSide } of entries) {
        const sealedFor = { side: sealedSide }
        const request = await entryOn(session, side, cents, { version, at: now(), sealedFor })
        const answer = await running.matcher.accept(request)
        const isGood = sealedSide === side && cents >= 100n && cents <= 10n ** 12n
        expect(answer.kind).toBe(isGood ? 'recorded' : 'refused')
        if (isGood) {
          standing[side] = cents
          version += 1
        }
      }
      const closed = await running.matcher.closeOfOpening(commandOn(session, { version, at: now() }))
      const { plaintiff, defendant } = standing
      const meets = plaintiff !== undefined && defendant !== undefined && defendant >= plaintiff
      expect(closed).toMatchObject({
        kind: 'recorded',
        record: { outcome: { kind: meets ? 'deal' : 'no-deal' } },
      })
    }),
    { numRuns: 40 },
  )
})
