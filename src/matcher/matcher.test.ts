import pg from 'pg'
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
import { base64urlFromBytes } from '../contract/sealing-base64url.ts'
import { DAY_MS } from '../domain/deadlines.ts'
import type { SeatId, SessionId } from '../domain/ids.ts'

let running: TestMatcher
let owner: pg.Client

beforeAll(async () => {
  running = await startTestMatcher()
  owner = new pg.Client({ connectionString: running.database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await running.close()
})

const now = () => running.clock.now()
const closeOf = (session: MatcherSession, version: number) =>
  running.matcher.closeOfOpening(commandOn(session, { version, at: now() }))
const endOf = (session: MatcherSession, version: number) =>
  running.matcher.end({ ...commandOn(session, { version, at: now() }), by: null })

describe('openKeys', () => {
  test('answers the same key to a repeat, and to calls at once', async () => {
    const request = {
      sessionId: newId<SessionId>(),
      seats: { plaintiff: newId<SeatId>(), defendant: newId<SeatId>() },
      currency: 'USD' as const,
      practice: false,
    }
    const atOnce = await Promise.all([1, 2, 3, 4].map(() => running.matcher.openKeys(request)))
    const later = await running.matcher.openKeys(request)
    expect(later).toMatchObject({ kind: 'opened', version: 0 })
    for (const answer of atOnce) expect(answer).toEqual(later)
  })

  test('does not change what a session is', async () => {
    const session = await openMatcherSession(running)
    const { sessionId, seats, currency } = session
    const same = { sessionId, seats, currency, practice: false }
    const others = [
      { ...same, currency: 'EUR' as const },
      { ...same, practice: true },
      { ...same, seats: { plaintiff: seats.defendant, defendant: seats.plaintiff } },
    ]
    for (const other of others)
      expect(await running.matcher.openKeys(other)).toEqual({ kind: 'session-conflict' })
    expect((await running.matcher.openKeys(same)).kind).toBe('opened')
  })

  test('two sessions have different keys', async () => {
    const [a, b] = [await openMatcherSession(running), await openMatcherSession(running)]
    expect(a.publicKey).not.toEqual(b.publicKey)
  })
})

describe('closeOfOpening', () => {
  test('compares what stands, and a deal ends the session', async () => {
    const session = await openMatcherSession(running)
    await running.matcher.accept(await entryOn(session, 'defendant', 1_000_000n, { version: 0, at: now() }))
    await running.matcher.accept(await entryOn(session, 'plaintiff', 500_000n, { version: 1, at: now() }))
    running.draw.next(2_500n)
    const closedAt = now()
    running.clock.advance(40 * DAY_MS)
    const command = commandOn(session, { version: 2, at: closedAt })
    const answer = await running.matcher.closeOfOpening(command)
    running.draw.next(0n)
    expect(answer).toMatchObject({
      record: { at: closedAt, side: null, outcome: { kind: 'deal', dealNumberCents: '750000' } },
    })
    expect(running.draw.asked().at(-1)).toBe(5_001n)
    expect(await running.matcher.closeOfOpening(command)).toEqual(answer)
    await expect(endOf(session, 3)).rejects.toMatchObject({ code: 'out-of-step' })
  })

  test('with one number, or none, or an offer below the demand, opens adjustment', async () => {
    const none = await openMatcherSession(running)
    const noDeal = { kind: 'recorded', record: { outcome: { kind: 'no-deal' } } }
    expect(await closeOf(none, 0)).toMatchObject(noDeal)
    for (const side of ['plaintiff', 'defendant'] as const) {
      const one = await openMatcherSession(running)
      await running.matcher.accept(await entryOn(one, side, 100n, { version: 0, at: now() }))
      expect(await closeOf(one, 1)).toMatchObject(noDeal)
    }
    const apart = await openMatcherSession(running)
    await running.matcher.accept(await entryOn(apart, 'plaintiff', 200n, { version: 0, at: now() }))
    await running.matcher.accept(await entryOn(apart, 'defendant', 199n, { version: 1, at: now() }))
    expect(await closeOf(apart, 2)).toMatchObject(noDeal)
    await expect(closeOf(apart, 3)).rejects.toMatchObject({ code: 'out-of-step' })
  })

  test('is not done before its time', async () => {
    const session = await openMatcherSession(running)
    const early = commandOn(session, { version: 0, at: now() + 5_001 })
    expect(await running.matcher.closeOfOpening(early)).toEqual({ kind: 'refused', code: 'clock-disagrees' })
  })
})

describe('withdrawOrVoid', () => {
  test.each(['withdrawn', 'voided'] as const)('a number %s stands no more, in either step', async (cause) => {
    const session = await openMatcherSession(running)
    await running.matcher.accept(await entryOn(session, 'plaintiff', 500n, { version: 0, at: now() }))
    const withdrawal = withdrawalOn(session, 'plaintiff', { version: 1, at: now(), cause })
    const answer = await running.matcher.withdrawOrVoid(withdrawal)
    expect(answer).toMatchObject({
      kind: 'recorded',
      record: { version: 2, side: 'plaintiff', outcome: { kind: cause } },
    })
    expect(await running.matcher.withdrawOrVoid({ ...withdrawal, version: 2 })).toEqual(answer)
    await running.matcher.accept(await entryOn(session, 'defendant', 900n, { version: 2, at: now() }))
    expect(await closeOf(session, 3)).toMatchObject({ record: { outcome: { kind: 'no-deal' } } })
    const again = withdrawalOn(session, 'defendant', { version: 4, at: now(), cause })
    expect(await running.matcher.withdrawOrVoid(again)).toMatchObject({
      record: { outcome: { kind: cause } },
    })
  })

  test('with nothing standing is out of step, and a known key with another cause a conflict', async () => {
    const session = await openMatcherSession(running)
    const withdrawal = withdrawalOn(session, 'plaintiff', { version: 0, at: now() })
    await expect(running.matcher.withdrawOrVoid(withdrawal)).rejects.toMatchObject({ code: 'out-of-step' })
    await running.matcher.accept(await entryOn(session, 'plaintiff', 500n, { version: 0, at: now() }))
    await running.matcher.withdrawOrVoid({ ...withdrawal, version: 1 })
    const other = { ...withdrawal, version: 2, cause: 'voided' as const }
    expect(await running.matcher.withdrawOrVoid(other)).toEqual({ kind: 'idempotency-conflict' })
  })

  test('an instant before the seat’s last is not believed', async () => {
    const session = await openMatcherSession(running)
    await running.matcher.accept(await entryOn(session, 'plaintiff', 500n, { version: 0, at: now() }))
    const before = withdrawalOn(session, 'plaintiff', { version: 1, at: now() - 1 })
    expect(await running.matcher.withdrawOrVoid(before)).toEqual({ kind: 'refused', code: 'clock-disagrees' })
  })
})

describe('keepOut', () => {
  test('takes a version, by which what was asked for before is refused, and leaves what stands', async () => {
    const session = await openMatcherSession(running)
    await running.matcher.accept(await entryOn(session, 'plaintiff', 500n, { version: 0, at: now() }))
    const request = commandOn(session, { version: 1, at: now() })
    const answer = await running.matcher.keepOut(request)
    expect(answer).toMatchObject({
      kind: 'recorded',
      record: { version: 2, operation: 'keep-out', side: null, seatId: null, outcome: { kind: 'kept-out' } },
    })
    expect(await running.matcher.keepOut({ ...request, version: 2 })).toEqual(answer)
    expect(await endOf(session, 1)).toMatchObject({ kind: 'version-mismatch', version: 2 })
    const { idempotencyKey } = request
    const other = { ...commandOn(session, { version: 2, at: now(), idempotencyKey }), by: null }
    expect(await running.matcher.end(other)).toEqual({ kind: 'idempotency-conflict' })
    await running.matcher.accept(await entryOn(session, 'defendant', 500n, { version: 2, at: now() }))
    expect(await closeOf(session, 3)).toMatchObject({ record: { outcome: { kind: 'deal' } } })
  })

  test('an instant ahead of the matcher’s clock is not believed', async () => {
    const session = await openMatcherSession(running)
    const early = commandOn(session, { version: 0, at: now() + 60_000 })
    expect(await running.matcher.keepOut(early)).toEqual({ kind: 'refused', code: 'clock-disagrees' })
  })
})

describe('end', () => {
  test('is recorded with the side that asked for it, or with none', async () => {
    const session = await openMatcherSession(running)
    const seat = { side: 'defendant', seatId: session.seats.defendant } as const
    const command = commandOn(session, { version: 0, at: now() })
    const end = (reason: { reason?: string }) =>
      running.matcher.end({ ...command, by: { ...seat, ...reason } })
    const answer = await end({ reason: 'enough' })
    const outcome = { kind: 'ended', reason: 'enough' }
    expect(answer).toMatchObject({ record: { ...seat, operation: 'end', outcome } })
    expect(await end({ reason: 'enough' })).toEqual(answer)
    expect(await end({ reason: 'too much' })).toEqual({ kind: 'idempotency-conflict' })
    expect(await end({})).toEqual({ kind: 'idempotency-conflict' })
    await expect(endOf(session, 1)).rejects.toMatchObject({ code: 'out-of-step' })
    expect(await endOf(session, 0)).toMatchObject({ kind: 'version-mismatch', version: 1 })
    const due = await openMatcherSession(running)
    expect(await endOf(due, 0)).toMatchObject({
      record: { side: null, seatId: null, outcome: { kind: 'ended' } },
    })
  })
})

test('of a session without keys, which a caller knows of, what stood is lost', async () => {
  const sessionId = newId<SessionId>()
  const answer = await running.matcher.recordsSince({ sessionId, version: 0 })
  expect(answer).toEqual({ kind: 'numbers-lost', version: 0, records: [] })
})

describe('destruction', () => {
  /** Whatever of the session a superuser finds in the tables, envelopes as the text they travel as. */
  async function sealedRemains(session: MatcherSession) {
    const { rows } = await owner.query<{ kept: Buffer | null }>(
      `select envelope as kept from matcher.records where session_id = $1
       union all select envelope from matcher.standing where session_id = $1
       union all select wrapped_private_key from matcher.sessions where id = $1`,
      [session.sessionId],
    )
    return rows.flatMap(({ kept }) => (kept === null ? [] : [base64urlFromBytes(kept)]))
  }

  test.each(['deal in adjustment', 'deal at the close', 'end'] as const)(
    'at a %s the private key and every envelope are gone, replaced ones too',
    async (ending) => {
      const session = await openMatcherSession(running)
      const replaced = await entryOn(session, 'plaintiff', 300n, { version: 0, at: now() })
      const standing = await entryOn(session, 'plaintiff', 200n, { version: 1, at: now() })
      await running.matcher.accept(replaced)
      await running.matcher.accept(standing)
      expect(await sealedRemains(session)).toEqual(
        expect.arrayContaining([replaced.envelope, standing.envelope]),
      )
      if (ending === 'deal at the close') {
        await running.matcher.accept(await entryOn(session, 'defendant', 200n, { version: 2, at: now() }))
        expect(await closeOf(session, 3)).toMatchObject({ record: { outcome: { kind: 'deal' } } })
      } else {
        await closeOf(session, 2)
        const offer = await entryOn(session, 'defendant', 200n, { version: 3, at: now(), step: 'adjustment' })
        const ended =
          ending === 'end' ? await endOf(session, 3) : await running.matcher.acceptAndCompare(offer)
        expect(ended.kind).toBe('recorded')
      }
      expect(await sealedRemains(session)).toEqual([])
    },
  )

  test('needs no key that can still be read', async () => {
    const session = await openMatcherSession(running)
    const elsewhere = await startTestMatcher()
    try {
      elsewhere.clock.set(now())
      const stranger = await elsewhere.connect(running.database.matcherUrl)
      const demand = await entryOn(session, 'plaintiff', 300n, { version: 0, at: now() })
      expect(await stranger.matcher.accept(demand)).toEqual({ kind: 'numbers-lost' })
      const end = { ...commandOn(session, { version: 0, at: now() }), by: null }
      expect((await stranger.matcher.end(end)).kind).toBe('recorded')
      await stranger.close()
    } finally {
      await elsewhere.close()
    }
  })
})

describe('the store', () => {
  test('is closed to the web server’s role', async () => {
    const web = new pg.Client({ connectionString: running.database.webUrl })
    await web.connect()
    try {
      for (const table of ['sessions', 'seats', 'standing', 'records']) {
        await expect(web.query(`select * from matcher.${table}`)).rejects.toThrow('permission denied')
        await expect(web.query(`delete from matcher.${table}`)).rejects.toThrow('permission denied')
      }
    } finally {
      await web.end()
    }
  })

  test('keeps its records as they are, even for the owner of the tables', async () => {
    const session = await openMatcherSession(running)
    await running.matcher.accept(await entryOn(session, 'plaintiff', 300n, { version: 0, at: now() }))
    const changes = [
      'delete from matcher.records',
      'truncate matcher.records',
      'update matcher.records set at = at + 1',
      `update matcher.records set outcome = '{"kind": "ended"}'`,
      'update matcher.records set envelope = envelope_sha256 where envelope is not null',
      'update matcher.sessions set version = version - 1',
      `update matcher.sessions set version = version + 1, currency = 'EUR'`,
    ]
    for (const change of changes)
      await expect(owner.query(change)).rejects.toThrow(/stay as they are|forward only/)
  })

  test('lets the matcher’s own role change no more than it must', async () => {
    const matcher = new pg.Client({ connectionString: running.database.matcherUrl })
    await matcher.connect()
    try {
      const changes = [
        'update matcher.records set outcome = outcome',
        'delete from matcher.records',
        'delete from matcher.sessions',
        'alter table matcher.records disable trigger all',
        'select * from app.users',
      ]
      for (const change of changes)
        await expect(matcher.query(change)).rejects.toThrow(/permission denied|must be owner/)
    } finally {
      await matcher.end()
    }
  })

  test('holds a dummy of the same make where nothing stands', async () => {
    const session = await openMatcherSession(running)
    const dummies = () =>
      running.db.selectFrom('standing').selectAll().where('sessionId', '=', session.sessionId).execute()
    const before = await dummies()
    expect(before.map(({ entryId, envelope }) => [entryId, envelope.length])).toEqual([
      [null, 113],
      [null, 113],
    ])
    await running.matcher.accept(await entryOn(session, 'plaintiff', 300n, { version: 0, at: now() }))
    await running.matcher.withdrawOrVoid(withdrawalOn(session, 'plaintiff', { version: 1, at: now() }))
    const after = await dummies()
    expect(after.map(({ entryId, envelope }) => [entryId, envelope.length])).toEqual([
      [null, 113],
      [null, 113],
    ])
    expect(after).not.toEqual(before)
  })
})
