import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BareContext, openBareContext } from '../../../tests/support/bare-context.ts'
import { seatTwoSides, type TwoSides } from '../../../tests/support/two-sides.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { DAY_MS, HOUR_MS, openingClosesAt } from '../../domain/deadlines.ts'
import type { EntryId, InvitationId, MessageId, UserId } from '../../domain/ids.ts'
import type { SessionEvent } from '../../domain/session-events.ts'
import { newSession, type SessionState } from '../../domain/session-state.ts'
import { openMail } from '../mail/seal-mail.ts'
import { type Announcement, announce, announceSessionEvents } from './announce.ts'
import { chooseMail } from './choose-mail.ts'
import { countUnreadNotices } from './count-unread-notices.ts'
import { getMailChoices } from './get-mail-choices.ts'
import { listNotices } from './list-notices.ts'
import { markNoticesRead } from './mark-notices-read.ts'
import { sendReminders } from './send-reminders.ts'

let bare: BareContext
let two: TwoSides
beforeAll(async () => {
  bare = await openBareContext()
})
afterAll(() => bare.close())
beforeEach(async () => {
  two = await seatTwoSides(bare)
})

const transaction = <T>(work: (tx: Parameters<typeof announce>[1]) => Promise<T>) =>
  bare.ctx.db.transaction().execute(work)

const happen = (events: readonly SessionEvent[], actor: UserId | null = null, isPractice = false) =>
  transaction((tx) =>
    announceSessionEvents(bare.ctx, tx, {
      matterId: two.matterId,
      sessionId: two.sessionId,
      isPractice,
      happened: events.map((event) => ({ event, actor })),
    }),
  )

type News = Announcement extends infer Each
  ? Each extends Announcement
    ? Omit<Each, 'matterId' | 'isPractice' | 'at'>
    : never
  : never
const tell = (news: News) =>
  transaction((tx) =>
    announce(bare.ctx, tx, {
      matterId: two.matterId,
      isPractice: false,
      at: bare.clock.now(),
      ...news,
    } as Announcement),
  )

const titles = async (viewer: Viewer) =>
  (await listNotices(bare.ctx, viewer, { page: 1 })).notices.map(({ title }) => title)

/** What waits in the outbox for a person, opened. */
async function mailOf(viewer: Viewer) {
  const rows = await bare.ctx.db.selectFrom('mailOutbox').selectAll().execute()
  return rows
    .map((row) => ({
      row,
      mail: openMail(bare.ctx.config.secrets.outbox, row.id, row.sealed ?? Buffer.of()),
    }))
    .filter(({ mail }) => mail.to.email === viewer.email)
}
const subjects = async (viewer: Viewer) => (await mailOf(viewer)).map(({ mail }) => mail.subject)

const at = 1_767_700_000_000
const entered: SessionEvent = { type: 'number-entered', at, side: 'plaintiff', entryId: 'e' as EntryId }

describe('announceSessionEvents', () => {
  it('tells everybody on both seats, each in the words of their side, but for who did it', async () => {
    const { dana, priya, rosa, marcus } = two.people
    await happen([{ type: 'rules-accepted', at, side: 'plaintiff', rulesVersion: '1' }], dana.userId)
    expect(await titles(dana)).toEqual([])
    expect(await titles(priya)).toEqual(['Your side accepted the rules'])
    expect(await titles(rosa)).toEqual(['Your side accepted the rules'])
    expect(await titles(marcus)).toEqual(['The plaintiff’s side accepted the rules'])
    expect(await subjects(dana)).toEqual([])
    expect(await subjects(marcus)).toEqual(['Alvarez v. Northgate Logistics, Inc.: the rules accepted'])
  })

  it('says nothing of a number that was entered, withdrawn or voided', async () => {
    const before = bare.enqueued.length
    await happen(
      [
        entered,
        { type: 'number-withdrawn', at, side: 'plaintiff' },
        { type: 'number-voided', at, side: 'plaintiff' },
      ],
      two.people.dana.userId,
    )
    for (const viewer of Object.values(two.people)) expect(await titles(viewer)).toEqual([])
    expect(bare.enqueued.length).toBe(before)
  })

  it('tells of an outcome once, with one mail of one Message-ID, however often it is announced', async () => {
    const deal: SessionEvent = { type: 'deal-made', at, step: 'adjustment', bonusTo: 'defendant' }
    // Whose entry made it is told as well.
    await Promise.all([happen([deal], two.people.dana.userId), happen([deal]), happen([entered, deal])])
    for (const viewer of Object.values(two.people)) {
      expect(await titles(viewer)).toEqual(['There is a deal'])
      expect(await mailOf(viewer)).toHaveLength(1)
    }
    const ids = (await mailOf(two.people.dana)).map(({ row }) => row.messageId)
    expect(new Set(ids).size).toBe(1)
  })

  it('mails of a deal that there is news: not what, not how much, not to whom the bonus goes', async () => {
    await happen([{ type: 'deal-made', at, step: 'adjustment', bonusTo: 'defendant' }])
    const [sent] = await mailOf(two.people.dana)
    expect(sent?.mail.subject).toBe('Alvarez v. Northgate Logistics, Inc.: there is news')
    expect(sent?.mail.text).not.toMatch(/deal|bonus|settle|\$/i)
  })

  it('tells nothing where what happened is rolled back', async () => {
    await expect(
      transaction(async (tx) => {
        await announceSessionEvents(bare.ctx, tx, {
          matterId: two.matterId,
          sessionId: two.sessionId,
          isPractice: false,
          happened: [{ event: { type: 'ended-without-deal', at }, actor: null }],
        })
        throw new Error('something later failed')
      }),
    ).rejects.toThrow('something later failed')
    expect(await titles(two.people.dana)).toEqual([])
    expect(await mailOf(two.people.dana)).toEqual([])
  })

  it('tells of the close of opening only where no deal comes with it', async () => {
    const closed: SessionEvent = { type: 'opening-closed', at }
    await happen([closed, { type: 'deal-made', at, step: 'opening', bonusTo: null }])
    expect(await titles(two.people.marcus)).toEqual(['There is a deal'])

    two = await seatTwoSides(bare)
    await happen([closed])
    expect(await titles(two.people.marcus)).toEqual(['Opening has closed: so far, no deal'])
  })

  it('writes times in the zone of the reader and in the matter’s', async () => {
    await happen([{ type: 'opened', at: Date.UTC(2026, 0, 6, 18) }])
    const [sent] = await mailOf(two.people.marcus)
    expect(sent?.mail.text).toContain(
      'Opening closes: Thursday, January 8, 2026, 6:00 PM GMT (12:00 PM CST, Chicago)',
    )
  })

  it('keeps practice within the product', async () => {
    await happen([{ type: 'opened', at }], null, true)
    expect(await titles(two.people.dana)).toEqual(['Opening has begun'])
    expect(await mailOf(two.people.dana)).toEqual([])
  })
})

describe('announce', () => {
  it('tells a seat’s own affairs to that seat alone', async () => {
    const { dana, priya, rosa, marcus } = two.people
    const seatId = two.seats.plaintiff
    await tell({ kind: 'team-member-added', actor: dana.userId, seatId, member: rosa.userId, role: 'client' })
    await tell({ kind: 'lead-handed-over', actor: dana.userId, seatId, lead: priya.userId })
    expect(await titles(marcus)).toEqual([])
    expect(await subjects(marcus)).toEqual([])
    expect((await titles(priya)).sort()).toEqual([
      'Rosa Alvarez joined your team',
      'You now lead your side of Alvarez v. Northgate Logistics, Inc.',
    ])
    expect((await titles(rosa)).sort()).toEqual([
      'Priya Raman now leads your side',
      'You have a place on Alvarez v. Northgate Logistics, Inc.',
    ])
  })

  it('tells the inviting seat of the answer, without the words of a reason', async () => {
    const invitation = { seatId: two.seats.plaintiff, actor: null, name: 'Marcus Oyelaran' }
    await tell({
      kind: 'invitation-declined',
      invitationId: bare.ctx.chance.newId() as InvitationId,
      gaveReason: true,
      ...invitation,
    })
    expect(await titles(two.people.dana)).toEqual(['Marcus Oyelaran has declined your invitation'])
    expect(await titles(two.people.marcus)).toEqual([])
  })

  it('tells of a message that it is there, and leaves what it says on its page', async () => {
    const { marcus, dana } = two.people
    await tell({
      kind: 'message-received',
      actor: marcus.userId,
      messageId: bare.ctx.chance.newId() as MessageId,
      from: 'defendant',
      senderName: marcus.name,
      hasFiles: true,
    })
    expect(await titles(marcus)).toEqual([])
    const [notice] = (await listNotices(bare.ctx, dana, { page: 1 })).notices
    expect(notice).toMatchObject({
      title: 'Marcus Oyelaran wrote a message',
      body: 'It is from the defendant’s side.',
      path: `/matters/${two.matterId}/messages`,
      unread: true,
    })
  })

  it('takes a removed person’s notices away at once, and mails them alone of it', async () => {
    const { rosa, priya, dana } = two.people
    await happen([{ type: 'opened', at }])
    await bare.ctx.db
      .updateTable('seatPeople')
      .set({ removedAt: bare.clock.now() })
      .where('userId', '=', rosa.userId)
      .execute()
    await tell({
      kind: 'team-member-removed',
      actor: dana.userId,
      seatId: two.seats.plaintiff,
      member: rosa.userId,
      memberName: rosa.name,
    })
    expect(await titles(rosa)).toEqual([])
    expect(await countUnreadNotices(bare.ctx, rosa)).toBe(0)
    expect(await subjects(rosa)).toContain('Alvarez v. Northgate Logistics, Inc.: your place on it has ended')
    expect(await titles(priya)).toContain('Rosa Alvarez is no longer on your team')
  })
})

describe('what is mailed', () => {
  it('is chosen for each topic; deadlines and outcomes are mailed in any case', async () => {
    const { marcus, dana } = two.people
    expect(await getMailChoices(bare.ctx, marcus)).toContain('rules')
    await chooseMail(bare.ctx, marcus, { mailed: ['messages'] })
    expect(await getMailChoices(bare.ctx, marcus)).toEqual(['messages'])
    await happen(
      [
        { type: 'rules-accepted', at, side: 'plaintiff', rulesVersion: '1' },
        { type: 'ended-by-side', at, side: 'plaintiff', reason: 'Trial is near' },
      ],
      dana.userId,
    )
    expect(await subjects(marcus)).toEqual(['Alvarez v. Northgate Logistics, Inc.: the session has ended'])
    expect(await titles(marcus)).toHaveLength(2)
    const [sent] = await mailOf(marcus)
    expect(sent?.mail.text).not.toContain('Trial')
  })
})

describe('sendReminders', () => {
  const opensAt = 1_767_625_200_000
  const closesAt = openingClosesAt(opensAt)
  const standing = { entryId: 'e' as EntryId, at: opensAt }

  function opening(own: Partial<Record<'plaintiff' | 'defendant', typeof standing>>): SessionState {
    const bareState = newSession(opensAt, { plaintiff: true, defendant: true })
    const { plaintiff, defendant } = bareState.sides
    return {
      ...bareState,
      phase: 'opening',
      opensAt,
      sides: {
        plaintiff: { ...plaintiff, standing: own.plaintiff ?? null },
        defendant: { ...defendant, standing: own.defendant ?? null },
      },
    }
  }
  const remind = (state: SessionState, now: number) =>
    transaction((tx) =>
      sendReminders(bare.ctx, tx, {
        matterId: two.matterId,
        sessionId: two.sessionId,
        isPractice: false,
        state,
        now,
      }),
    )
  const bodies = async (viewer: Viewer) =>
    (await listNotices(bare.ctx, viewer, { page: 1 })).notices.map(({ title, body }) => `${title}. ${body}`)

  it('comes once 24 hours and once one hour before the close, and not after it', async () => {
    const state = opening({})
    for (const now of [closesAt - DAY_MS - 1, closesAt - DAY_MS, closesAt - 2 * HOUR_MS])
      await remind(state, now)
    expect(await titles(two.people.dana)).toEqual(['Opening closes in 24 hours'])
    for (const now of [closesAt - HOUR_MS, closesAt - 1, closesAt]) await remind(state, now)
    expect((await titles(two.people.dana)).sort()).toEqual([
      'Opening closes in 24 hours',
      'Opening closes in one hour',
    ])
  })

  it('says that a number is missing to the side whose number it is, and to nobody else', async () => {
    await remind(opening({ plaintiff: standing }), closesAt - HOUR_MS)
    const missing = /Your side has no number standing/
    expect((await bodies(two.people.dana)).join()).not.toMatch(missing)
    expect((await bodies(two.people.rosa)).join()).not.toMatch(missing)
    expect((await bodies(two.people.marcus)).join()).toMatch(missing)
  })

  it('is the same for a side whatever the other has done', async () => {
    const seen: string[][] = []
    for (const other of [undefined, standing]) {
      two = await seatTwoSides(bare)
      await remind(opening({ plaintiff: standing, ...(other && { defendant: other }) }), closesAt - HOUR_MS)
      const mails = await mailOf(two.people.dana)
      const anonymous = (text: string) => text.replaceAll(two.matterId, 'ID')
      seen.push([
        ...(await bodies(two.people.dana)),
        ...mails.map(({ mail }) => anonymous(mail.text + mail.html)),
      ])
    }
    expect(seen[1]).toEqual(seen[0])
  })
})

describe('the list of notices', () => {
  it('is read one by one or all at once, by their owner alone', async () => {
    const { dana, marcus } = two.people
    await happen([
      { type: 'opened', at },
      { type: 'keep-running-switched', at: at + 1, side: 'defendant', on: true },
    ])
    const { notices } = await listNotices(bare.ctx, dana, { page: 1 })
    const [newest] = notices
    if (!newest) throw new Error('no notice')
    expect(newest.title).toBe('The defendant’s side would keep the session running')
    await markNoticesRead(bare.ctx, marcus, newest.id)
    expect(await countUnreadNotices(bare.ctx, dana)).toBe(2)
    await markNoticesRead(bare.ctx, dana, newest.id)
    expect(await countUnreadNotices(bare.ctx, dana)).toBe(1)
    await markNoticesRead(bare.ctx, dana, 'all')
    expect(await countUnreadNotices(bare.ctx, dana)).toBe(0)
    expect(await countUnreadNotices(bare.ctx, marcus)).toBe(2)
  })

  it('is paged, newest first, and shows its last page to who asks for one too far', async () => {
    const { dana } = two.people
    const events = Array.from(
      { length: 30 },
      (_, index): SessionEvent => ({
        type: 'keep-running-switched',
        at: at + index,
        side: 'defendant',
        on: index % 2 === 0,
      }),
    )
    await happen(events)
    const first = await listNotices(bare.ctx, dana, { page: 1 })
    expect(first).toMatchObject({ page: 1, pageCount: 2, unread: 30 })
    expect(first.notices.map((notice) => notice.at)).toEqual(
      Array.from({ length: 25 }, (_, index) => at + 29 - index),
    )
    const last = await listNotices(bare.ctx, dana, { page: 9 })
    expect(last).toMatchObject({ page: 2, pageCount: 2 })
    expect(last.notices).toHaveLength(5)
  })
})
