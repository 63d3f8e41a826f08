import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { withFaultyMatcher } from '../../../tests/support/faulty-matcher.ts'
import { listenLive } from '../../../tests/support/listen-live.ts'
import {
  commandOver,
  createTwoLawyers,
  enterOver,
  expectOk,
  hours,
  type Negotiation,
  openMatterForTwo,
  openSession,
  readOver,
} from '../../../tests/support/negotiation.ts'
import { createPerson, type Person } from '../../../tests/support/people.ts'
import { placeOnSeat } from '../../../tests/support/place-on-seat.ts'
import { revealOver } from '../../../tests/support/reveal-over.ts'
import { amountsOf } from '../../../tests/support/revealing.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { MatterId } from '../../domain/ids.ts'
import { SIDES, type Side } from '../../domain/side.ts'
import { recordSecurityChange } from '../accounts/record-security-change.ts'

const MINUTE_MS = 60_000

let server: TestServer
let negotiation: Negotiation

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl'), http: 'api' })
})
afterAll(() => server.close())

/** A live session in opening, in which both leads have just proved who they are. Plaintiff 300, then 200; defendant 100. */
beforeEach(async () => {
  negotiation = await openMatterForTwo(server, { people: await createTwoLawyers(server) })
  await openSession(negotiation)
  await enterOver(negotiation, 'plaintiff', 300_00n, 'opening')
  await enterOver(negotiation, 'defendant', 100_00n, 'opening')
  server.clock.advance(1)
  await enterOver(negotiation, 'plaintiff', 200_00n, 'opening')
})

const reveal = (side: Side, options?: Parameters<typeof revealOver>[2]) =>
  revealOver(negotiation, side, options)
const refusal = (code: string) => ({ result: 'refused', code, nextPossibleAt: null, sealed: null })

/** What one side can read of the matter, as bytes. */
async function readable(side: Side): Promise<string> {
  const { viewer } = negotiation.people[side]
  const { activity, matters, notifications, sessions } = server.services
  const id = negotiation.matterId as MatterId
  return JSON.stringify([
    await readOver(negotiation, side),
    await activity.listActivity(viewer, id, 1),
    await activity.exportJournal(viewer, id),
    await matters.listMatters(viewer, { q: '', filter: 'all', sort: 'newest', page: 1 }),
    await matters.readPeople(viewer, id),
    await notifications.listNotices(viewer, { page: 1 }),
    await sessions.readAsOtherSide(viewer, id),
  ])
}

describe('a reveal', () => {
  test('gives a lead the own numbers, and of the other side’s nothing', async () => {
    const plaintiff = await reveal('plaintiff')
    expect(plaintiff.status).toBe(200)
    expect(amountsOf(plaintiff.history) === '30000 20000').toBe(true)
    expect(plaintiff.history?.lastStands).toBe(true)
    expect(amountsOf((await reveal('defendant')).history) === '10000').toBe(true)
  })

  test('answers as many bytes whatever stands', async () => {
    const before = await reveal('plaintiff')
    await commandOver(negotiation, 'plaintiff', 'withdrawals', {})
    const after = await reveal('plaintiff')
    expect(after.receipt).toMatchObject({ result: 'done', code: null })
    expect(after.body.length).toBe(before.body.length)
    expect((await reveal('defendant')).body.length).toBe(before.body.length)
  })

  test('answers as many bytes where it refuses', async () => {
    const done = await reveal('plaintiff')
    const again = randomUUID()
    const answers = [
      await reveal('plaintiff', { key: again }),
      await reveal('plaintiff', { key: again }),
      await reveal('plaintiff', { sessionId: randomUUID() }),
    ]
    server.clock.advance(6 * MINUTE_MS)
    answers.push(await reveal('plaintiff'))
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 404, 403])
    expect(answers.map(({ body }) => body.length)).toEqual(answers.map(() => done.body.length))
  })

  test('stands in the own side’s journal and activity, and nowhere else', async () => {
    await reveal('plaintiff')
    const rows = await server.ctx.db
      .selectFrom('journal')
      .where('matterId', '=', negotiation.matterId)
      .where('type', '=', 'number-revealed')
      .select(['chain', 'actor', 'at', 'data'])
      .execute()
    const { viewer } = negotiation.people.plaintiff
    const at = server.clock.now()
    expect(rows).toEqual([{ chain: 'plaintiff', actor: viewer.userId, at, data: { side: 'plaintiff' } }])
    const listed = await server.services.activity.listActivity(viewer, negotiation.matterId, 1)
    expect(listed?.activities[0]).toMatchObject({
      type: 'number-revealed',
      ownSideOnly: true,
      isOwnAct: true,
    })
  })

  test('leaves every byte that the other side can read as it was', async () => {
    const { viewer } = negotiation.people.defendant
    const { seat } = await readOver(negotiation, 'defendant')
    const interest = { userId: viewer.userId, seat: { matterId: negotiation.matterId, seatId: seat.id } }
    const live = await listenLive(server, interest)
    await live.heard()
    const before = await readable('defendant')
    expect((await reveal('plaintiff')).status).toBe(200)
    expect(await readable('defendant')).toBe(before)
    expect(await live.heard()).toEqual([])
    live.close()
  })

  test('is answered once: the same request again tells nothing', async () => {
    const key = randomUUID()
    expect((await reveal('plaintiff', { key })).status).toBe(200)
    const again = await reveal('plaintiff', { key })
    expect(again.status).toBe(409)
    expect(again.receipt).toEqual(refusal('idempotency-conflict'))
  })

  test('follows a session into adjustment', async () => {
    server.clock.advance(hours(48))
    await proveAgain('plaintiff')
    await enterOver(negotiation, 'plaintiff', 150_00n, 'adjustment')
    expect(amountsOf((await reveal('plaintiff')).history) === '30000 20000 15000').toBe(true)
  })
})

async function proveAgain(side: Side) {
  const { viewer, headers, password } = negotiation.people[side]
  expectOk(await server.services.accounts.confirmPassword(viewer, { password }, headers))
}

describe('who may', () => {
  test('the lead; a member once the lead allows it, until it is taken back; a client never', async () => {
    const member = await placeOnSeat(negotiation, 'member')
    const client = await placeOnSeat(negotiation, 'client')
    const { viewer } = negotiation.people.plaintiff
    const ask = async (person: Person) => (await reveal('plaintiff', { person })).receipt.code
    const allow = (on: boolean) =>
      server.services.matters.switchMemberReveal(viewer, negotiation.matterId, { on })
    server.clock.advance(1)
    await enterOver(negotiation, 'plaintiff', 250_00n, 'opening')

    expect([await ask(member), await ask(client)]).toEqual(['not-allowed', 'not-allowed'])
    expectOk(await allow(true))
    expect([await ask(member), await ask(client)]).toEqual([null, 'not-allowed'])
    expect(
      (await server.services.sessions.readMatterSession(member.viewer, negotiation.matterId))?.view.own?.can,
    ).toMatchObject({
      'reveal-number': true,
      'enter-number': false,
    })
    expectOk(await allow(false))
    expect(await ask(member)).toBe('not-allowed')
  })

  test('the switch is the lead’s, stands in the own journal, and leaves the other side’s bytes as they were', async () => {
    const member = await placeOnSeat(negotiation, 'member')
    const { matters } = server.services
    const before = await readable('defendant')
    const denied = await matters.switchMemberReveal(member.viewer, negotiation.matterId, { on: true })
    expect(denied).toEqual({ ok: false, error: 'not-allowed' })
    const { viewer } = negotiation.people.plaintiff
    for (const on of [true, true, false])
      await matters.switchMemberReveal(viewer, negotiation.matterId, { on })
    const rows = await server.ctx.db
      .selectFrom('journal')
      .where('matterId', '=', negotiation.matterId)
      .where('type', '=', 'member-reveal-switched')
      .orderBy('seq')
      .select(['chain', 'actor', 'data'])
      .execute()
    const own = { chain: 'plaintiff', actor: viewer.userId }
    expect(rows).toEqual([
      { ...own, data: { on: true } },
      { ...own, data: { on: false } },
    ])
    expect(await readable('defendant')).toBe(before)
  })

  test('with another lead the switch is off: the new one says anew', async () => {
    const member = await placeOnSeat(negotiation, 'member')
    const { viewer } = negotiation.people.plaintiff
    const { matters } = server.services
    expectOk(await matters.switchMemberReveal(viewer, negotiation.matterId, { on: true }))
    expectOk(await matters.handOverLead(viewer, negotiation.matterId, member.viewer.userId))
    const people = await matters.readPeople(member.viewer, negotiation.matterId)
    expect(people?.membersMayReveal).toBe(false)
    expect((await reveal('plaintiff')).receipt).toEqual(refusal('not-allowed'))
    // The old lead's numbers came before the new one's account had its way of signing in.
    const { receipt } = await reveal('plaintiff', { person: member })
    expect(receipt.code).toBeNull()
  })

  test('who has no seat, the other side and a removed member find nothing, as of a session that is none', async () => {
    const stranger = await createPerson(server.ctx)
    const removed = await placeOnSeat(negotiation, 'member')
    await server.services.matters.removePerson(
      negotiation.people.plaintiff.viewer,
      negotiation.matterId,
      removed.viewer.userId,
    )
    const missing = await reveal('plaintiff', { person: stranger, sessionId: randomUUID() })
    expect(missing.status).toBe(404)
    for (const person of [stranger, removed]) {
      const foreign = await reveal('plaintiff', { person })
      expect([foreign.status, foreign.body]).toEqual([missing.status, missing.body])
    }
    // What the other side gets for the same session is its own.
    const others = await reveal('plaintiff', { person: negotiation.people.defendant })
    expect(others.receipt.code).toBeNull()
    expect(others.history).toBeNull()
  })
})

describe('only soon after proving who one is', () => {
  test('five minutes after signing in the password is asked for, and is good for five', async () => {
    server.clock.advance(5 * MINUTE_MS)
    const stale = await reveal('plaintiff')
    expect(stale.status).toBe(403)
    expect(stale.receipt).toEqual(refusal('not-fresh'))
    await proveAgain('plaintiff')
    server.clock.advance(5 * MINUTE_MS - 1)
    expect((await reveal('plaintiff')).receipt.code).toBeNull()
    server.clock.advance(1)
    expect((await reveal('plaintiff')).receipt.code).toBe('not-fresh')
  })

  test('a sign-in that has ended reveals nothing', async () => {
    const { viewer, headers } = negotiation.people.plaintiff
    const { accounts, sessions } = server.services
    const { session } = await readOver(negotiation, 'plaintiff')
    await accounts.signOutEverywhere(viewer, headers)
    const publicKey = `${'A'.repeat(86)}A`
    const receipt = await sessions.revealNumber(viewer, session.id, randomUUID(), { publicKey }, headers)
    expect(receipt).toEqual(refusal('not-fresh'))
  })
})

describe('after a new way of signing in', () => {
  const changeFactors = (
    side: Side,
    change: 'password-reset' | 'totp-enabled' | 'passkey-added' | 'backup-code-used',
  ) =>
    server.ctx.db.transaction().execute((tx) => {
      return recordSecurityChange(server.ctx, tx, negotiation.people[side].viewer.userId, change)
    })

  test.each(['password-reset', 'totp-enabled', 'passkey-added', 'backup-code-used'] as const)(
    '(%s) an earlier number can be replaced, not revealed',
    async (change) => {
      server.clock.advance(1)
      await changeFactors('plaintiff', change)
      const withheld = await reveal('plaintiff')
      expect(withheld.status).toBe(409)
      expect(withheld.receipt).toEqual(refusal('number-withheld'))
      await enterOver(negotiation, 'plaintiff', 250_00n, 'opening')
      const { history } = await reveal('plaintiff')
      expect(amountsOf(history) === '25000').toBe(true)
      expect(history?.withheld).toBe(true)
    },
  )

  test('nor once it is withdrawn; and another person of the side is not concerned', async () => {
    server.clock.advance(1)
    await changeFactors('defendant', 'password-reset')
    expect((await reveal('plaintiff')).receipt.code).toBeNull()
    await commandOver(negotiation, 'defendant', 'withdrawals', {})
    const { history } = await reveal('defendant')
    expect(amountsOf(history) === 'withdrawn').toBe(true)
  })
})

describe('is refused', () => {
  test('before the opening and after the end', async () => {
    const early = await openMatterForTwo(server, { people: negotiation.people })
    expect((await revealOver(early, 'plaintiff')).receipt).toEqual(refusal('not-open-yet'))
    await commandOver(negotiation, 'defendant', 'end', {})
    expect((await reveal('plaintiff')).receipt).toEqual(refusal('session-ended'))
  })

  test('after a deal, and where the end is due and nobody has looked yet', async () => {
    const undisturbed = negotiation
    negotiation = await openMatterForTwo(server, { people: negotiation.people })
    await openSession(negotiation)
    for (const side of SIDES) await enterOver(negotiation, side, 200_00n, 'opening')
    server.clock.advance(hours(48))
    await proveAgain('plaintiff')
    expect((await reveal('plaintiff')).receipt).toEqual(refusal('session-ended'))
    expect((await readOver(negotiation, 'plaintiff')).deal).not.toBeNull()
    server.clock.advance(hours(28 * 24))
    await proveAgain('plaintiff')
    expect((await revealOver(undisturbed, 'plaintiff')).receipt).toEqual(refusal('session-ended'))
  })

  test('twenty times in 24 hours are the most, and the next is named', async () => {
    const first = server.clock.now()
    for (let count = 0; count < 20; count += 1) expect((await reveal('plaintiff')).receipt.code).toBeNull()
    const limited = { ...refusal('reveal-limit'), nextPossibleAt: first + hours(24) }
    expect((await reveal('plaintiff')).receipt).toEqual(limited)
    expect((await reveal('defendant')).receipt.code).toBeNull()
  })

  test('while the matcher is down; where its answer is lost, the page is told that it may count', async () => {
    const faulty = withFaultyMatcher(server.ctx)
    const { viewer, headers } = negotiation.people.plaintiff
    const { session } = await readOver(negotiation, 'plaintiff')
    const publicKey = session.publicKey
    const ask = () =>
      faulty.services.sessions.revealNumber(viewer, session.id, randomUUID(), { publicKey }, headers)
    faulty.break('down', 'reveal')
    expect(await ask()).toEqual(refusal('temporarily-unavailable'))
    faulty.break('answer-lost', 'reveal')
    expect(await ask()).toEqual(refusal('outcome-unknown'))
    const journalled = await server.ctx.db
      .selectFrom('journal')
      .where('matterId', '=', negotiation.matterId)
      .where('type', '=', 'number-revealed')
      .select('seq')
      .execute()
    expect(journalled).toEqual([])
  })
})
