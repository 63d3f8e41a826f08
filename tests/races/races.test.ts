import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Viewer } from '../../src/contract/viewer.ts'
import { HOUR_MS, OPENING_MS } from '../../src/domain/deadlines.ts'
import type { SessionId } from '../../src/domain/ids.ts'
import { otherSide, SIDES, type Side } from '../../src/domain/side.ts'
import type { OutboxId } from '../../src/server/mail/tables.ts'
import { beginRequest, beginWork, finish, settleTerms } from '../simulation/begin-work.ts'
import { addPerson } from '../simulation/cast.ts'
import { type Lane, openLane } from '../simulation/lane.ts'
import { committedOf, makeRequest } from '../simulation/make-request.ts'
import type { Play } from '../simulation/play.ts'
import type { ScriptCommand } from '../support/model/script.ts'
import { expectOk } from '../support/negotiation.ts'
import { holdsInEveryOrder, type Race } from './race.ts'

/*
 * Concurrent requests on real connections, one SQL statement at a time, in orders that fast-check's scheduler chooses. After each
 * commit the session is compared with the reference model, and every answer is judged by it: see the simulation.
 */

let lane: Lane
beforeAll(async () => {
  lane = await openLane(inject('clusterUrl'))
})
afterAll(() => lane.close())

const send = (command: ScriptCommand) => async (play: Play) =>
  beginRequest(play, await makeRequest(play, command))

const enter = (side: Side, step: 'opening' | 'adjustment', number: number) =>
  send({ type: 'enter', side, step, number })

async function does(play: Play, command: ScriptCommand): Promise<void> {
  await finish(play, [await send(command)(play)])
}

async function inOpening(play: Play): Promise<void> {
  await settleTerms(play)
}

async function inAdjustment(play: Play): Promise<void> {
  await settleTerms(play)
  play.matter.moveClock(play.matter.now + OPENING_MS, 'to the close')
  await finish(play, [await dueWork(play)])
}

const dueWork = (play: Play) =>
  beginWork(play, 'job', () => play.lane.handlers.performDue(committedOf(play).session.id as SessionId))

async function hasOneDeal(play: Play): Promise<void> {
  const { deals, session } = committedOf(play)
  expect(deals).toHaveLength(1)
  expect(session.state.ending?.kind).toBe('deal')
  await hasOneNoticeEach(play)
}

async function hasOneNoticeEach({ lane: { owner }, cast, chronicle }: Play): Promise<void> {
  const { rows } = await owner.query('select user_id from app.notices where event_key = $1', [
    `${chronicle.latest?.session.id}/outcome`,
  ])
  const people = SIDES.flatMap((side) => cast[side].map(({ userId }) => userId))
  expect(rows.map((row) => row.user_id).toSorted()).toEqual(people.toSorted())
}

const bothCross: Race = {
  prepare: inAdjustment,
  begin: SIDES.map((side) => enter(side, 'adjustment', 1_000_000)),
  check: hasOneDeal,
}

const twoWorkers: Race = {
  async prepare(play) {
    await inOpening(play)
    for (const side of SIDES) await does(play, { type: 'enter', side, step: 'opening', number: 1_000_000 })
    play.matter.moveClock(play.matter.now + OPENING_MS + HOUR_MS, 'past the close')
  },
  begin: [
    dueWork,
    dueWork,
    (play) => beginWork(play, 'sweep', () => play.lane.handlers.sweep(new AbortController().signal)),
  ],
  check: hasOneDeal,
}

const ORDERS = 12

describe('in every order of their statements', () => {
  test('both sides crossing at once make one deal', async () => {
    await holdsInEveryOrder(lane, ORDERS, bothCross)
  })

  test('an entry before the close is compared at it; one after it is refused', async () => {
    await holdsInEveryOrder(lane, ORDERS, {
      async prepare(play) {
        await inOpening(play)
        await does(play, { type: 'enter', side: 'plaintiff', step: 'opening', number: 1_000_000 })
        play.matter.moveClock(play.matter.now + OPENING_MS - 1, 'to just before the close')
      },
      begin: [enter('defendant', 'opening', 1_000_000), dueWork],
      besides: ({ matter }) => [['the clock comes to the close', () => matter.moveClock(matter.now + 1, '')]],
      async check(play) {
        await finish(play, [await dueWork(play)])
        const { session, deals } = committedOf(play)
        const entered = play.chronicle.records.some(({ side }) => side === 'defendant')
        expect(deals).toHaveLength(entered ? 1 : 0)
        expect(session.state.phase).toBe(entered ? 'ended' : 'adjustment')
      },
    })
  })

  test.each(SIDES)(
    'an entry that makes the deal and an end by the %s: the first to come holds',
    async (side) => {
      await holdsInEveryOrder(lane, ORDERS, {
        async prepare(play) {
          await inAdjustment(play)
          await does(play, { type: 'enter', side, step: 'adjustment', number: 1_000_000 })
        },
        begin: [
          enter(otherSide(side), 'adjustment', 1_000_000),
          send({ type: 'end', side, reason: 'enough' }),
        ],
        async check(play) {
          expect(committedOf(play).session.state.phase).toBe('ended')
          await hasOneNoticeEach(play)
        },
      })
    },
  )

  test('an invitation that is accepted and revoked is the one or the other', async () => {
    const met = { accepted: false, revoked: false }
    let invitee: Viewer | null = null
    const invited = async ({ lane: { services }, matterId, cast }: Play) => {
      if (!invitee) throw new Error('nobody is invited')
      const [invitation] = await services.invitations.listWaitingInvitations(invitee)
      if (!invitation) throw new Error('no invitation waits')
      const { invitationId } = invitation
      const [lead] = cast.plaintiff
      return { services, viewer: invitee, lead, matterId, invitationId }
    }
    await holdsInEveryOrder(lane, ORDERS, {
      async prepare(play) {
        const { services } = play.lane
        invitee = await addPerson(play.lane, play.matter, 'Ines Varga')
        const { name, email } = invitee
        const colleague = { name, email, note: '', role: 'member' } as const
        expectOk(await services.invitations.inviteColleague(play.cast.plaintiff[0], play.matterId, colleague))
      },
      begin: [
        async (play) => {
          const { services, viewer, invitationId } = await invited(play)
          return beginWork(play, 'accept', async () => {
            const ref = { by: 'id', invitationId } as const
            met.accepted = (await services.invitations.acceptInvitation(viewer, ref, '')).ok
          })
        },
        async (play) => {
          const { services, lead, matterId, invitationId } = await invited(play)
          return beginWork(play, 'revoke', async () => {
            met.revoked = (await services.invitations.revokeInvitation(lead, matterId, invitationId)).ok
          })
        },
      ],
      async check({ lane: { owner }, matterId }) {
        expect(met.accepted).toBe(!met.revoked)
        const { rows } = await owner.query(
          'select 1 from app.seat_people where matter_id = $1 and user_id = $2 and removed_at is null',
          [matterId, invitee?.userId],
        )
        expect(rows).toHaveLength(met.accepted ? 1 : 0)
      },
    })
  })

  test('an approval and a new version: what is approved is what was seen, or nothing', async () => {
    await holdsInEveryOrder(lane, ORDERS, {
      async prepare(play) {
        await does(play, { type: 'add-terms-version', side: 'plaintiff', sha256: '1'.repeat(64) })
        await does(play, { type: 'approve-terms', side: 'plaintiff', version: 1, sha256: '1'.repeat(64) })
      },
      begin: [
        send({ type: 'approve-terms', side: 'defendant', version: 1, sha256: '1'.repeat(64) }),
        send({ type: 'add-terms-version', side: 'plaintiff', sha256: '2'.repeat(64) }),
      ],
      async check(play) {
        const { state } = committedOf(play).session
        expect(state.terms?.version).toBe(2)
        expect(state.sides.defendant.approvedVersion).not.toBe(2)
      },
    })
  })

  test('two workers on one job, and a sweep, close the opening once', async () => {
    await holdsInEveryOrder(lane, ORDERS, twoWorkers)
  })

  test('two workers on one mail send it once', async () => {
    await holdsInEveryOrder(lane, ORDERS, {
      prepare: inOpening,
      begin: [deliverFirst, deliverFirst],
      async check({ lane: { smtp } }) {
        const ids = smtp.taken().map(({ messageId }) => messageId)
        expect(new Set(ids).size).toBe(ids.length)
      },
    })
  })
})

/** The one mail that has waited longest. */
async function deliverFirst(play: Play) {
  const { rows } = await play.lane.owner.query(
    'select id from app.mail_outbox where sent_at is null order by queued_at, id limit 1',
  )
  return beginWork(play, 'mail', () => play.lane.handlers.deliverMail(rows[0]?.id as OutboxId))
}

test('with the session’s lock switched off, a missed deal and one made twice are found at once', async () => {
  const unlocked = await openLane(inject('clusterUrl'), { withoutSessionLock: true })
  try {
    await expect(holdsInEveryOrder(unlocked, ORDERS, bothCross)).rejects.toThrow(/Counterexample/)
    await expect(holdsInEveryOrder(unlocked, ORDERS, twoWorkers)).rejects.toThrow(/Counterexample/)
  } finally {
    await unlocked.close()
  }
})
