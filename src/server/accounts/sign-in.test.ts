import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { withCookies } from '../../../tests/support/cookies.ts'
import { createPerson } from '../../../tests/support/people.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { cryptographicChance } from '../context.ts'
import { createAuth } from './auth.ts'
import { CLIENT_ADDRESS_HEADER } from './client-address.ts'
import { findViewer } from './find-viewer.ts'

const from = (address: string) => new Headers({ [CLIENT_ADDRESS_HEADER]: address })

describe('signing in', () => {
  let server: TestServer
  let accounts: TestServer['services']['accounts']
  beforeAll(async () => {
    server = await startTestServer({ clusterUrl: inject('clusterUrl') })
    accounts = server.services.accounts
  })
  afterAll(() => server.close())

  it('takes the address in any case and the password however the keyboard composes it', async () => {
    const password = 'fünf Reiher über der alten Mühle'
    const { viewer } = await createPerson(server.ctx, { password: password.normalize('NFD') })
    const typed = { email: viewer.email.toUpperCase(), password: password.normalize('NFC') }
    expect(await accounts.signIn(typed, new Headers())).toMatchObject({
      ok: true,
      value: { next: 'signed-in' },
    })
  })

  it('answers alike to an unknown address, a wrong password and one beyond all length', async () => {
    const { viewer, password } = await createPerson(server.ctx)
    const refusals = await Promise.all([
      accounts.signIn({ email: 'nobody@nowhere.example', password }, new Headers()),
      accounts.signIn({ email: viewer.email, password: 'another phrase of some length' }, new Headers()),
      accounts.signIn({ email: viewer.email, password: 'x'.repeat(100_000) }, new Headers()),
      accounts.signIn({ email: 'no address', password }, new Headers()),
    ])
    for (const refusal of refusals) expect(refusal).toEqual({ ok: false, error: 'wrong-credentials' })
  })

  it('stops guessing from one place without locking the person out elsewhere, and forgets after success', async () => {
    const { viewer, password } = await createPerson(server.ctx)
    const wrong = { email: viewer.email, password: 'guess upon guess upon guess' }
    for (let guess = 0; guess < 9; guess++) await accounts.signIn(wrong, from('192.0.2.1'))
    expect((await accounts.signIn({ ...wrong, password }, from('192.0.2.1'))).ok).toBe(true)

    for (let guess = 0; guess < 10; guess++) await accounts.signIn(wrong, from('192.0.2.1'))
    const right = { email: viewer.email, password }
    expect(await accounts.signIn(right, from('192.0.2.1'))).toEqual({ ok: false, error: 'too-many-attempts' })
    expect((await accounts.signIn(right, from('192.0.2.2'))).ok).toBe(true)
    server.clock.advance(15 * 60_000)
    expect((await accounts.signIn(right, from('192.0.2.1'))).ok).toBe(true)
  })

  it('counts attempts on an unknown address like those on a known one', async () => {
    const wrong = { email: 'unknown@nowhere.example', password: 'guess upon guess upon guess' }
    for (let guess = 0; guess < 10; guess++) await accounts.signIn(wrong, from('192.0.2.9'))
    expect(await accounts.signIn(wrong, from('192.0.2.9'))).toEqual({ ok: false, error: 'too-many-attempts' })
  })

  it('signs out here, everywhere, or on one device', async () => {
    const { viewer, headers, password } = await createPerson(server.ctx)
    const phone = await accounts.signIn(
      { email: viewer.email, password },
      new Headers({
        'user-agent':
          'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1) AppleWebKit/605 Version/19.1 Mobile Safari/604',
        [CLIENT_ADDRESS_HEADER]: '192.0.2.7',
      }),
    )
    if (!phone.ok) throw new Error(phone.error)
    const phoneHeaders = withCookies(phone.value.headers)
    const listed = await accounts.listSignIns(viewer, headers)
    expect(listed).toMatchObject([
      { isPresent: true, device: 'Unknown device' },
      { isPresent: false, device: 'Safari on iPhone', ipAddress: '192.0.2.7' },
    ])

    const stranger = await createPerson(server.ctx)
    const phoneId = listed[1]?.signInId ?? ''
    expect(await accounts.endSignIn(stranger.viewer, phoneId)).toEqual({ ok: false, error: 'not-found' })
    expect(await accounts.endSignIn(viewer, phoneId)).toEqual({ ok: true })
    expect(await findViewer(server.ctx, phoneHeaders)).toBeNull()

    expect(withCookies(await accounts.signOut(headers), headers).get('cookie')).toBeNull()
    expect(await findViewer(server.ctx, headers)).toBeNull()

    const again = await accounts.signIn({ email: viewer.email, password }, new Headers())
    if (!again.ok) throw new Error(again.error)
    const againHeaders = withCookies(again.value.headers)
    await accounts.signOutEverywhere(viewer, againHeaders)
    expect(await findViewer(server.ctx, againHeaders)).toBeNull()
    expect(await findViewer(server.ctx, stranger.headers)).not.toBeNull()
  })

  it('believes no cookie that was made or changed by another', async () => {
    const { headers } = await createPerson(server.ctx)
    const cookie = headers.get('cookie') ?? ''
    const changed = cookie.replace(/=(\w)/, (_, first) => `=${first === 'A' ? 'B' : 'A'}`)
    expect(await findViewer(server.ctx, new Headers({ cookie: changed }))).toBeNull()
    expect(
      await findViewer(server.ctx, new Headers({ cookie: cookie.split('.').slice(0, -1).join('.') })),
    ).toBeNull()
    expect(await findViewer(server.ctx, new Headers())).toBeNull()
  })

  it('binds its cookies to the host over https, and hides them from scripts and other sites', async () => {
    const { viewer } = await createPerson(server.ctx)
    const config = { ...server.ctx.config, baseUrl: 'https://backchannel.example', secureCookies: true }
    const auth = createAuth({ ...server.ctx, chance: cryptographicChance, config })
    const { headers } = await auth.api.openSignIn({
      body: { userId: viewer.userId },
      headers: new Headers(),
      returnHeaders: true,
    })
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-backchannel\.session_token=[^;]+; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ])
  })

  it.each(['/sign-up/email', '/sign-in/email', '/get-session', '/two-factor/verify-totp', '/ok'])(
    'opens no route of better-auth: %s',
    async (path) => {
      for (const method of ['GET', 'POST']) {
        const answer = await server.ctx.auth.handler(
          new Request(`${server.ctx.config.baseUrl}/api/auth${path}`, { method }),
        )
        expect(answer.status).toBe(404)
      }
    },
  )
})
