import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { withCookies } from '../../../tests/support/cookies.ts'
import { createPerson, type Person } from '../../../tests/support/people.ts'
import { listQueuedMail, tokenInMail } from '../../../tests/support/queued-mail.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { HOUR_MS } from '../../domain/deadlines.ts'
import { findViewer } from './find-viewer.ts'

const nowhere = new Headers()
const other = 'eleven quiet ferries cross at dawn'

describe('a forgotten password', () => {
  let server: TestServer
  let accounts: TestServer['services']['accounts']
  beforeAll(async () => {
    server = await startTestServer({ clusterUrl: inject('clusterUrl') })
    accounts = server.services.accounts
  })
  afterAll(() => server.close())

  async function askForLink({ viewer }: Person): Promise<string> {
    expect(await accounts.requestPasswordReset(viewer, nowhere)).toEqual({ ok: true })
    return tokenInMail((await listQueuedMail(server.ctx, viewer.email)).at(-1))
  }
  const factorsChangedAt = async ({ viewer }: Person) =>
    (
      await server.ctx.db
        .selectFrom('users')
        .where('id', '=', viewer.userId)
        .select('factorsChangedAt')
        .executeTakeFirstOrThrow()
    ).factorsChangedAt

  it('is replaced by the link; every sign-in ends, the owner is told, and numbers can no longer be revealed', async () => {
    const person = await createPerson(server.ctx)
    const { viewer, headers, password } = person
    const second = await accounts.signIn({ email: viewer.email, password }, nowhere)
    if (!second.ok) throw new Error(second.error)
    const bystander = await createPerson(server.ctx)

    const token = await askForLink(person)
    expect(await accounts.findPasswordReset(token)).toEqual({ email: viewer.email })
    server.clock.advance(1)
    expect(await accounts.resetPassword({ token, password: other })).toEqual({ ok: true })

    expect(await findViewer(server.ctx, headers)).toBeNull()
    expect(await findViewer(server.ctx, withCookies(second.value.headers))).toBeNull()
    expect(await findViewer(server.ctx, bystander.headers)).not.toBeNull()
    expect((await accounts.signIn({ email: viewer.email, password }, nowhere)).ok).toBe(false)
    expect((await accounts.signIn({ email: viewer.email, password: other }, nowhere)).ok).toBe(true)
    expect((await listQueuedMail(server.ctx, viewer.email)).at(-1)?.template).toBe('security-changed')
    expect(await factorsChangedAt(person)).toBe(server.clock.now())
    expect(await factorsChangedAt(bystander)).toBeLessThan(server.clock.now())
  })

  it('takes each link once, and one use ends the others', async () => {
    const person = await createPerson(server.ctx)
    const [first, second] = [await askForLink(person), await askForLink(person)]
    const outcomes = await Promise.all(
      [first, first].map((token) => accounts.resetPassword({ token, password: other })),
    )
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    expect(await accounts.resetPassword({ token: second, password: other })).toEqual({
      ok: false,
      error: 'link-expired',
    })
  })

  it('keeps the link good when the new password will not do', async () => {
    const person = await createPerson(server.ctx)
    const token = await askForLink(person)
    expect(await accounts.resetPassword({ token, password: 'Dana Whitfield 2026!' })).toEqual({
      ok: false,
      error: 'password-too-guessable',
    })
    expect(await findViewer(server.ctx, person.headers)).not.toBeNull()
    expect(await accounts.resetPassword({ token, password: other })).toEqual({ ok: true })
  })

  it('refuses a link after an hour', async () => {
    const token = await askForLink(await createPerson(server.ctx))
    server.clock.advance(HOUR_MS)
    expect(await accounts.findPasswordReset(token)).toBeNull()
    expect(await accounts.resetPassword({ token, password: other })).toEqual({
      ok: false,
      error: 'link-expired',
    })
  })

  it('answers alike for an unknown address, sends nothing and leaves nothing', async () => {
    const before = await server.ctx.db.selectFrom('passwordResets').selectAll().execute()
    const email = 'nobody@nowhere.example'
    expect(await accounts.requestPasswordReset({ email }, nowhere)).toEqual({ ok: true })
    expect(await listQueuedMail(server.ctx, email)).toEqual([])
    expect(await server.ctx.db.selectFrom('passwordResets').selectAll().execute()).toEqual(before)
  })

  it('is changed from within by who knows it, which ends the other sign-ins and not this one', async () => {
    const { viewer, headers, password } = await createPerson(server.ctx)
    const second = await accounts.signIn({ email: viewer.email, password }, nowhere)
    if (!second.ok) throw new Error(second.error)
    const change = (currentPassword: string, newPassword: string) =>
      accounts.changePassword(viewer, { currentPassword, newPassword }, headers)

    expect(await change('not the present password', other)).toEqual({ ok: false, error: 'wrong-password' })
    expect(await change(password, 'whitfieldrowe.example')).toEqual({
      ok: false,
      error: 'password-too-guessable',
    })
    expect(await change(password, other)).toEqual({ ok: true })
    expect(await findViewer(server.ctx, headers)).not.toBeNull()
    expect(await findViewer(server.ctx, withCookies(second.value.headers))).toBeNull()
    expect((await accounts.signIn({ email: viewer.email, password: other }, nowhere)).ok).toBe(true)
  })
})
