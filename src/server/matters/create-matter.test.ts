import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { addAccount, matterForm } from '../../../tests/support/matter-builders.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { createMatter } from './create-matter.ts'

let server: TestServer
let dana: Viewer

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  dana = await addAccount(server.ctx, {
    name: 'Dana Whitfield',
    email: 'dana@whitfield-rowe.example',
    firm: 'Whitfield & Rowe LLP',
  })
})
afterAll(() => server?.close())

async function countRows(matterId: MatterId) {
  const { db } = server.ctx
  const count = async (table: 'seats' | 'seatPeople' | 'sessions' | 'invitations') => {
    const rows = await db.selectFrom(table).select('id').where('matterId', '=', matterId).execute()
    return rows.length
  }
  const mails = await db.selectFrom('mailOutbox').select('id').execute()
  return {
    seats: await count('seats'),
    people: await count('seatPeople'),
    sessions: await count('sessions'),
    invitations: await count('invitations'),
    mails: mails.length,
  }
}

describe('createMatter', () => {
  test('makes the matter, both seats, the first session and the invitation at once', async () => {
    const form = matterForm()
    const mailsBefore = (await countRows(form.matterId)).mails
    const created = await createMatter(server.ctx, dana, form)

    expect(created).toEqual({ ok: true, value: { matterId: form.matterId, isNew: true } })
    expect(await countRows(form.matterId)).toEqual({
      seats: 2,
      people: 1,
      sessions: 1,
      invitations: 1,
      mails: mailsBefore + 1,
    })
    const session = await server.services.sessions.readMatterSession(dana, form.matterId)
    expect(session?.seat).toMatchObject({ side: 'plaintiff', role: 'lead' })
    expect(session?.matter).toMatchObject({
      caption: form.caption,
      amountInDisputeCents: '25000000',
      words: { plaintiff: 'plaintiff', defendant: 'defendant' },
      represents: { plaintiff: 'Maria Alvarez', defendant: '' },
    })
    expect(session?.view.sides).toMatchObject({ plaintiff: { held: true }, defendant: { held: false } })
  })

  test('seats the creator on the side of who pays, in the words of the papers', async () => {
    const form = matterForm({ side: 'defendant', words: 'claimant-respondent' })
    await createMatter(server.ctx, dana, form)

    const session = await server.services.sessions.readMatterSession(dana, form.matterId)
    expect(session?.seat.side).toBe('defendant')
    expect(session?.matter.words).toEqual({ plaintiff: 'claimant', defendant: 'respondent' })
    const invitation = await server.ctx.db
      .selectFrom('invitations')
      .innerJoin('seats', 'seats.id', 'invitations.seatId')
      .select('seats.side')
      .where('invitations.matterId', '=', form.matterId)
      .executeTakeFirst()
    expect(invitation?.side).toBe('plaintiff')
  })

  test('sends nothing when the invitation is to wait', async () => {
    const form = matterForm({ sendInvitation: false })
    await createMatter(server.ctx, dana, form)
    expect(await countRows(form.matterId)).toMatchObject({ seats: 2, invitations: 0 })
  })

  test('makes one matter of a form that is sent twice at once', async () => {
    const form = matterForm()
    const results = await Promise.all([1, 2, 3].map(() => createMatter(server.ctx, dana, form)))

    expect(results.every((result) => result.ok && result.value.matterId === form.matterId)).toBe(true)
    expect(results.filter((result) => result.ok && result.value.isNew)).toHaveLength(1)
    expect(await countRows(form.matterId)).toMatchObject({ seats: 2, people: 1, sessions: 1, invitations: 1 })
  })

  test('gives nobody another account’s matter by its id', async () => {
    const form = matterForm()
    await createMatter(server.ctx, dana, form)
    const other = await addAccount(server.ctx, { name: 'Eve', email: 'eve@elsewhere.example' })
    const taken = await createMatter(server.ctx, other, { ...form, invitee: null })
    expect(taken).toEqual({ ok: false, error: 'id-taken' })
  })

  test.each([
    ['oneself', 'dana@whitfield-rowe.example', 'own-address'],
    ['the own mail domain', 'partner@whitfield-rowe.example', 'same-organization'],
    ['a part of the own mail domain', 'partner@la.whitfield-rowe.example', 'same-organization'],
  ])('refuses to invite %s to the other seat, and makes nothing', async (_, email, error) => {
    const form = matterForm({ invitee: { name: 'Somebody', email, note: '' } })
    expect(await createMatter(server.ctx, dana, form)).toEqual({ ok: false, error })
    expect(await countRows(form.matterId)).toMatchObject({ seats: 0, invitations: 0 })
  })

  test('lets two lawyers of one public mail provider meet', async () => {
    const solo = await addAccount(server.ctx, { name: 'Sol Reyes', email: 'sol.reyes@gmail.com' })
    const form = matterForm({ invitee: { name: 'Kim Lee', email: 'kim.lee@gmail.com', note: '' } })
    expect((await createMatter(server.ctx, solo, form)).ok).toBe(true)
  })

  test('leaves nothing behind while the matcher is down', async () => {
    const matcher = { ...server.ctx.matcher, openKeys: async () => ({ kind: 'unavailable' as const }) }
    const form = matterForm()
    const refused = await createMatter({ ...server.ctx, matcher }, dana, form)
    expect(refused).toEqual({ ok: false, error: 'temporarily-unavailable' })
    expect(await countRows(form.matterId)).toMatchObject({ seats: 0, people: 0, invitations: 0 })
    expect((await createMatter(server.ctx, dana, form)).ok).toBe(true)
  })

  test('keeps an amount in dispute beyond what a number may be, exactly', async () => {
    const form = matterForm({ amountInDisputeCents: 999_999_999_999_999n, invitee: null })
    await createMatter(server.ctx, dana, form)
    const session = await server.services.sessions.readMatterSession(dana, form.matterId)
    expect(session?.matter.amountInDisputeCents).toBe('999999999999999')
  })
})
