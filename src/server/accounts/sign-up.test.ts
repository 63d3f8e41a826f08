import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { withCookies } from '../../../tests/support/cookies.ts'
import { createPerson } from '../../../tests/support/people.ts'
import { listQueuedMail, tokenInMail } from '../../../tests/support/queued-mail.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { SignUp } from '../../contract/accounts.ts'
import { DAY_MS } from '../../domain/deadlines.ts'
import { findViewer } from './find-viewer.ts'

const nowhere = new Headers()

function applicant(email: string): SignUp {
  return {
    email,
    password: 'seven herons above a quiet mill',
    name: 'Marcus Oyelaran',
    occupation: 'claims-professional',
    firm: 'Northgate Mutual',
    timeZone: 'America/New_York',
  }
}

describe('signing up', () => {
  let server: TestServer
  let accounts: TestServer['services']['accounts']
  beforeAll(async () => {
    server = await startTestServer({ clusterUrl: inject('clusterUrl') })
    accounts = server.services.accounts
  })
  afterAll(() => server.close())

  async function ask(user: SignUp, nextPath: string | null = null): Promise<string> {
    expect(await accounts.signUp(user, nextPath, nowhere)).toEqual({ ok: true })
    return tokenInMail((await listQueuedMail(server.ctx, user.email)).at(-1))
  }

  it('opens the account and signs in, once the link is followed and the password given', async () => {
    const user = applicant('marcus@northgate.example')
    const token = await ask(user, '/matters/new')
    expect(await accounts.findPendingSignUp(token)).toEqual({ email: user.email, name: user.name })

    const opened = await accounts.verifyEmail({ token, password: user.password }, nowhere)
    if (!opened.ok) throw new Error(opened.error)
    expect(opened.value.nextPath).toBe('/matters/new')
    const viewer = await findViewer(server.ctx, withCookies(opened.value.headers))
    expect(viewer).toEqual({
      userId: opened.value.userId,
      name: user.name,
      email: user.email,
      timeZone: 'America/New_York',
    })
    expect(await accounts.getProfile(viewer ?? expect.fail())).toMatchObject({ firm: 'Northgate Mutual' })

    const signedIn = await accounts.signIn(user, nowhere)
    expect(signedIn).toMatchObject({ ok: true, value: { next: 'signed-in' } })
  })

  it('lets nobody in before the address is proved', async () => {
    const user = applicant('unverified@northgate.example')
    await ask(user)
    expect(await accounts.signIn(user, nowhere)).toEqual({ ok: false, error: 'wrong-credentials' })
  })

  it('does not open an account for who holds the mailbox but did not choose the password', async () => {
    const victim = applicant('victim@northgate.example')
    const planted = await ask({ ...victim, password: 'planted words of a stranger here' })
    expect(await accounts.verifyEmail({ token: planted, password: victim.password }, nowhere)).toEqual({
      ok: false,
      error: 'wrong-password',
    })
    const own = await ask(victim)
    expect((await accounts.verifyEmail({ token: own, password: victim.password }, nowhere)).ok).toBe(true)
    // The stranger's link went with the opening, their password never counted.
    const late = { token: planted, password: 'planted words of a stranger here' }
    expect(await accounts.verifyEmail(late, nowhere)).toEqual({ ok: false, error: 'link-expired' })
    expect((await accounts.signIn({ ...victim, password: late.password }, nowhere)).ok).toBe(false)
  })

  it('spends a link once, even when it is followed twice at the same moment', async () => {
    const user = applicant('twice@northgate.example')
    const token = await ask(user)
    const outcomes = await Promise.all(
      [1, 2].map(() => accounts.verifyEmail({ token, password: user.password }, nowhere)),
    )
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    expect(outcomes.find((outcome) => !outcome.ok)).toEqual({ ok: false, error: 'link-expired' })
  })

  it('refuses a link after 24 hours', async () => {
    const user = applicant('late@northgate.example')
    const token = await ask(user)
    server.clock.advance(DAY_MS)
    expect(await accounts.findPendingSignUp(token)).toBeNull()
    expect(await accounts.verifyEmail({ token, password: user.password }, nowhere)).toEqual({
      ok: false,
      error: 'link-expired',
    })
  })

  it('stops guessing at the password of a link', async () => {
    const user = applicant('guessed@northgate.example')
    const token = await ask(user)
    for (let guess = 0; guess < 10; guess++) {
      const wrong = { token, password: `not this one, number ${guess}` }
      expect(await accounts.verifyEmail(wrong, nowhere)).toEqual({ ok: false, error: 'wrong-password' })
    }
    expect(await accounts.verifyEmail({ token, password: user.password }, nowhere)).toEqual({
      ok: false,
      error: 'too-many-attempts',
    })
  })

  it('answers alike and does the same work for a known address, whose holder is told', async () => {
    const { viewer } = await createPerson(server.ctx)
    const rowsOf = async () => {
      const count = async (table: 'pendingSignUps' | 'mailOutbox' | 'authRateLimits') =>
        (await server.ctx.db.selectFrom(table).selectAll().execute()).length
      return [await count('pendingSignUps'), await count('mailOutbox'), await count('authRateLimits')]
    }
    const growth = async (email: string) => {
      const before = await rowsOf()
      const answer = await accounts.signUp(applicant(email), null, nowhere)
      const after = await rowsOf()
      return { answer, grown: after.map((count, at) => count - (before[at] ?? 0)) }
    }
    const unknown = await growth('nobody@northgate.example')
    const known = await growth(viewer.email)
    expect(known).toEqual(unknown)
    expect(known).toEqual({ answer: { ok: true }, grown: [1, 1, 1] })

    const [mail] = await listQueuedMail(server.ctx, viewer.email)
    expect(mail?.template).toBe('already-registered')
    expect(mail?.text).not.toContain('token=')
    expect((await accounts.signIn(applicant(viewer.email), nowhere)).ok).toBe(true)
  })

  it('sends no more than five mails an hour to one address, whoever asks', async () => {
    const { viewer } = await createPerson(server.ctx)
    for (const email of ['flooded@northgate.example', viewer.email]) {
      for (let time = 0; time < 5; time++) await ask(applicant(email)).catch(() => {})
      expect(await accounts.signUp(applicant(email), null, nowhere)).toEqual({
        ok: false,
        error: 'too-many-attempts',
      })
      expect(await listQueuedMail(server.ctx, email)).toHaveLength(5)
    }
  })

  it('refuses a password that is easily guessed, whoever calls', async () => {
    const user = applicant('weak@northgate.example')
    expect(await accounts.signUp({ ...user, password: 'Northgate Mutual 2026' }, null, nowhere)).toEqual({
      ok: false,
      error: 'password-too-guessable',
    })
    expect(await listQueuedMail(server.ctx, user.email)).toEqual([])
  })

  it('keeps neither the password nor the token of a link', async () => {
    const user = applicant('kept@northgate.example')
    const token = await ask(user)
    const rows = await server.ctx.db.selectFrom('pendingSignUps').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(rows)).not.toContain(user.password)
  })
})
