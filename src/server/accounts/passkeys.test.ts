import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { withCookies } from '../../../tests/support/cookies.ts'
import { createPerson, type Person } from '../../../tests/support/people.ts'
import { listQueuedMail } from '../../../tests/support/queued-mail.ts'
import {
  type SoftwareAuthenticator,
  softwareAuthenticator,
} from '../../../tests/support/software-authenticator.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { findSignIn, findViewer } from './find-viewer.ts'
import { isFresh } from './fresh-sign-in.ts'

const nowhere = new Headers()

describe('passkeys', () => {
  let server: TestServer
  let accounts: TestServer['services']['accounts']
  let origin: string
  beforeAll(async () => {
    server = await startTestServer({ clusterUrl: inject('clusterUrl') })
    accounts = server.services.accounts
    origin = server.ctx.config.baseUrl
  })
  afterAll(() => server.close())

  async function add({ viewer, headers }: Person, device: SoftwareAuthenticator, asksOwner = true) {
    const started = await accounts.startPasskeyRegistration(viewer, headers)
    if (!started.ok) throw new Error(started.error)
    const response = device.create(started.value.options, asksOwner)
    return accounts.addPasskey(
      viewer,
      { name: 'Work laptop', response },
      withCookies(started.value.headers, headers),
    )
  }

  async function signIn(device: SoftwareAuthenticator, asksOwner = true) {
    const started = await accounts.startPasskeySignIn(nowhere)
    if (!started.ok) throw new Error(started.error)
    return accounts.signInWithPasskey(
      device.get(started.value.options, asksOwner),
      withCookies(started.value.headers),
    )
  }

  it('sign in without a password, once added; the owner is told, and numbers can no longer be revealed', async () => {
    const person = await createPerson(server.ctx)
    const device = softwareAuthenticator(origin)
    expect(await signIn(device)).toEqual({ ok: false, error: 'passkey-refused' })
    server.clock.advance(1)
    expect(await add(person, device)).toEqual({ ok: true })

    const signedIn = await signIn(device)
    if (!signedIn.ok) throw new Error(signedIn.error)
    const viewer = await findViewer(server.ctx, withCookies(signedIn.value))
    expect(viewer?.userId).toBe(person.viewer.userId)
    expect((await listQueuedMail(server.ctx, person.viewer.email)).at(-1)?.text).toContain(
      'A passkey was added',
    )
    const { factorsChangedAt } = await server.ctx.db
      .selectFrom('users')
      .where('id', '=', person.viewer.userId)
      .select('factorsChangedAt')
      .executeTakeFirstOrThrow()
    expect(factorsChangedAt).toBe(server.clock.now())
  })

  it('are refused from a device that did not ask for its owner, and from another site', async () => {
    const person = await createPerson(server.ctx)
    const device = softwareAuthenticator(origin)
    expect(await add(person, device, false)).toEqual({ ok: false, error: 'passkey-refused' })
    const elsewhere = softwareAuthenticator('https://backchanne1.example')
    expect(await add(person, elsewhere)).toEqual({ ok: false, error: 'passkey-refused' })
    expect((await accounts.getSecurity(person.viewer)).passkeys).toEqual([])
    await add(person, device)
    expect(await signIn(device, false)).toEqual({ ok: false, error: 'passkey-refused' })
    expect((await signIn(device)).ok).toBe(true)
  })

  it('take each challenge once', async () => {
    const person = await createPerson(server.ctx)
    const device = softwareAuthenticator(origin)
    await add(person, device)
    const started = await accounts.startPasskeySignIn(nowhere)
    if (!started.ok) throw new Error(started.error)
    const [answer, headers] = [device.get(started.value.options), withCookies(started.value.headers)]
    expect((await accounts.signInWithPasskey(answer, headers)).ok).toBe(true)
    expect(await accounts.signInWithPasskey(answer, headers)).toEqual({ ok: false, error: 'passkey-refused' })
  })

  it('are added only soon after the password was given', async () => {
    const { viewer, headers, password } = await createPerson(server.ctx)
    server.clock.advance(5 * 60_000)
    expect(await accounts.startPasskeyRegistration(viewer, headers)).toEqual({
      ok: false,
      error: 'not-fresh',
    })
    expect(await accounts.confirmPassword(viewer, { password: 'not my password at all' }, headers)).toEqual({
      ok: false,
      error: 'wrong-password',
    })
    expect(await accounts.confirmPassword(viewer, { password }, headers)).toEqual({ ok: true })
    expect((await accounts.startPasskeyRegistration(viewer, headers)).ok).toBe(true)
  })

  it('make the present sign-in fresh, and open no other beside it', async () => {
    const person = await createPerson(server.ctx)
    const device = softwareAuthenticator(origin)
    await add(person, device)
    const confirm = async ({ viewer, headers }: Person, used: SoftwareAuthenticator) => {
      const started = await accounts.startPasskeySignIn(nowhere)
      if (!started.ok) throw new Error(started.error)
      const sent = withCookies(started.value.headers, headers)
      return accounts.confirmPasskey(viewer, used.get(started.value.options), sent)
    }
    const freshness = async ({ headers }: Person) => {
      const signIn = await findSignIn(server.ctx, headers)
      return signIn !== null && isFresh(signIn, server.clock.now())
    }
    server.clock.advance(5 * 60_000)
    expect(await freshness(person)).toBe(false)
    expect(await confirm(person, device)).toEqual({ ok: true })
    expect(await freshness(person)).toBe(true)
    expect(await accounts.listSignIns(person.viewer, person.headers)).toHaveLength(1)

    // Another person's passkey is none of this person's, and opens nothing on the way.
    const other = await createPerson(server.ctx)
    server.clock.advance(5 * 60_000)
    expect(await confirm(other, device)).toEqual({ ok: false, error: 'passkey-refused' })
    expect(await freshness(other)).toBe(false)
    expect(await accounts.listSignIns(person.viewer, person.headers)).toHaveLength(1)
  })

  it('are renamed and removed by their owner alone', async () => {
    const person = await createPerson(server.ctx)
    const stranger = await createPerson(server.ctx)
    const device = softwareAuthenticator(origin)
    await add(person, device)
    const [listed] = (await accounts.getSecurity(person.viewer)).passkeys
    expect(listed?.name).toBe('Work laptop')
    const passkeyId = listed?.passkeyId ?? ''
    const refused = { ok: false, error: 'not-found' }
    expect(await accounts.renamePasskey(stranger.viewer, { passkeyId, name: 'Mine' })).toEqual(refused)
    expect(await accounts.removePasskey(stranger.viewer, passkeyId)).toEqual(refused)

    expect(await accounts.renamePasskey(person.viewer, { passkeyId, name: 'Phone' })).toEqual({ ok: true })
    expect((await accounts.getSecurity(person.viewer)).passkeys).toMatchObject([{ name: 'Phone' }])
    expect(await accounts.removePasskey(person.viewer, passkeyId)).toEqual({ ok: true })
    expect(await signIn(device)).toEqual({ ok: false, error: 'passkey-refused' })
  })
})
