import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { withCookies } from '../../../tests/support/cookies.ts'
import { createPerson, type Person } from '../../../tests/support/people.ts'
import { listQueuedMail } from '../../../tests/support/queued-mail.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { totp } from '../../../tests/support/totp.ts'
import { databaseClock } from '../db/clock.ts'
import { findSignIn, findViewer } from './find-viewer.ts'
import { isFresh } from './fresh-sign-in.ts'

const nowhere = new Headers()

describe('an authenticator app', () => {
  let server: TestServer
  let accounts: TestServer['services']['accounts']
  beforeAll(async () => {
    server = await startTestServer({ clusterUrl: inject('clusterUrl') })
    accounts = server.services.accounts
  })
  afterAll(() => server.close())

  /** What the app shows now: codes go by the real time, not by the clock of the test. */
  const codeOf = async (uri: string) => totp(uri, await databaseClock(server.ctx.db))

  async function setUp({ viewer, headers, password }: Person) {
    const begun = await accounts.enableTotp(viewer, { password }, headers)
    if (!begun.ok) throw new Error(begun.error)
    const confirmed = await accounts.confirmTotp(viewer, { code: await codeOf(begun.value.uri) }, headers)
    if (!confirmed.ok) throw new Error(confirmed.error)
    return {
      uri: begun.value.uri,
      backupCodes: confirmed.value.backupCodes,
      headers: withCookies(confirmed.value.headers, headers),
    }
  }

  async function givePassword({ viewer, password }: Person): Promise<Headers> {
    const answer = await accounts.signIn({ email: viewer.email, password }, nowhere)
    if (!answer.ok) throw new Error(answer.error)
    expect(answer.value.next).toBe('second-factor')
    const headers = withCookies(answer.value.headers)
    expect(await findViewer(server.ctx, headers)).toBeNull()
    return headers
  }

  it('is asked for from the first right code on, and not before', async () => {
    const person = await createPerson(server.ctx)
    const { viewer, headers, password } = person
    expect(await accounts.enableTotp(viewer, { password: 'not my password at all' }, headers)).toEqual({
      ok: false,
      error: 'wrong-password',
    })
    const begun = await accounts.enableTotp(viewer, { password }, headers)
    if (!begun.ok) throw new Error(begun.error)
    expect(begun.value.uri).toContain('Backchannel')
    expect(await accounts.confirmTotp(viewer, { code: '000000' }, headers)).toEqual({
      ok: false,
      error: 'wrong-code',
    })
    expect(await accounts.signIn({ email: viewer.email, password }, nowhere)).toMatchObject({
      value: { next: 'signed-in' },
    })

    server.clock.advance(1)
    const done = await setUp(person)
    expect((await accounts.getSecurity(viewer)).totpEnabled).toBe(true)
    expect(await findViewer(server.ctx, done.headers)).not.toBeNull()
    expect((await listQueuedMail(server.ctx, viewer.email)).at(-1)?.text).toContain(
      'authenticator app was added',
    )

    const half = await givePassword(person)
    expect(await accounts.verifySecondFactor({ code: '000000' }, half)).toEqual({
      ok: false,
      error: 'wrong-code',
    })
    const full = await accounts.verifySecondFactor({ code: await codeOf(done.uri) }, half)
    if (!full.ok) throw new Error(full.error)
    expect((await findViewer(server.ctx, withCookies(full.value, half)))?.userId).toBe(viewer.userId)
  })

  it('has each code taken once', async () => {
    const person = await createPerson(server.ctx)
    const { uri } = await setUp(person)
    const code = await codeOf(uri)
    expect((await accounts.verifySecondFactor({ code }, await givePassword(person))).ok).toBe(true)
    const half = await givePassword(person)
    expect(await accounts.verifySecondFactor({ code }, half)).toEqual({ ok: false, error: 'wrong-code' })
    expect(await accounts.listSignIns(person.viewer, nowhere)).toHaveLength(2)
  })

  it('can be replaced by a backup code, each taken once, however it is typed', async () => {
    const person = await createPerson(server.ctx)
    const { backupCodes } = await setUp(person)
    expect(backupCodes).toHaveLength(10)
    const [code = ''] = backupCodes
    expect(code).toMatch(/^[a-z0-9]{5}-[a-z0-9]{5}$/)
    const typed = ` ${code.toUpperCase().replace('-', ' ')} `
    expect((await accounts.verifySecondFactor({ code: typed }, await givePassword(person))).ok).toBe(true)
    expect(await accounts.verifySecondFactor({ code }, await givePassword(person))).toEqual({
      ok: false,
      error: 'wrong-code',
    })
  })

  it('is told of when a backup code was used, and numbers entered before can no longer be revealed', async () => {
    const person = await createPerson(server.ctx)
    const { backupCodes } = await setUp(person)
    server.clock.advance(1)
    await accounts.verifySecondFactor({ code: backupCodes[0] ?? '' }, await givePassword(person))
    const mail = (await listQueuedMail(server.ctx, person.viewer.email)).at(-1)
    expect(mail?.text).toContain('signed in with one of your backup codes')
    const { factorsChangedAt } = await server.ctx.db
      .selectFrom('users')
      .where('id', '=', person.viewer.userId)
      .select('factorsChangedAt')
      .executeTakeFirstOrThrow()
    expect(factorsChangedAt).toBe(server.clock.now())
  })

  it('makes the present sign-in fresh by a code, taken once, and by no backup code', async () => {
    const person = await createPerson(server.ctx)
    const { uri, backupCodes, headers } = await setUp(person)
    const freshness = async () => {
      const signIn = await findSignIn(server.ctx, headers)
      return signIn !== null && isFresh(signIn, server.clock.now())
    }
    server.clock.advance(5 * 60_000)
    expect(await freshness()).toBe(false)
    const confirm = (code: string) => accounts.confirmAppCode(person.viewer, { code }, headers)
    expect(await confirm('000000')).toEqual({ ok: false, error: 'wrong-code' })
    expect(await confirm(backupCodes[0] ?? '')).toEqual({ ok: false, error: 'wrong-code' })
    expect(await freshness()).toBe(false)
    const code = await codeOf(uri)
    expect(await confirm(code)).toEqual({ ok: true })
    expect(await freshness()).toBe(true)
    expect(await confirm(code)).toEqual({ ok: false, error: 'wrong-code' })
    const stranger = await createPerson(server.ctx)
    const refused = { ok: false, error: 'not-signed-in' }
    expect(await accounts.confirmAppCode(stranger.viewer, { code }, headers)).toEqual(refused)
  })

  it('that is only being set up makes nothing fresh, and is not turned on by trying', async () => {
    const { viewer, headers, password } = await createPerson(server.ctx)
    const begun = await accounts.enableTotp(viewer, { password }, headers)
    if (!begun.ok) throw new Error(begun.error)
    const code = await codeOf(begun.value.uri)
    expect(await accounts.confirmAppCode(viewer, { code }, headers)).toEqual({
      ok: false,
      error: 'not-enabled',
    })
    expect((await accounts.getSecurity(viewer)).totpEnabled).toBe(false)
  })

  it('takes ten codes in a quarter of an hour, right or wrong', async () => {
    const person = await createPerson(server.ctx)
    const { uri, headers } = await setUp(person)
    const confirm = (code: string) => accounts.confirmAppCode(person.viewer, { code }, headers)
    for (let guess = 0; guess < 10; guess++) await confirm('000000')
    expect(await confirm(await codeOf(uri))).toEqual({ ok: false, error: 'too-many-attempts' })
  })

  it('gives new backup codes for the password, and ends the old', async () => {
    const person = await createPerson(server.ctx)
    const { backupCodes, headers } = await setUp(person)
    const renewed = await accounts.renewBackupCodes(person.viewer, person, headers)
    if (!renewed.ok) throw new Error(renewed.error)
    expect(renewed.value).toHaveLength(10)
    const half = await givePassword(person)
    expect(await accounts.verifySecondFactor({ code: backupCodes[1] ?? '' }, half)).toEqual({
      ok: false,
      error: 'wrong-code',
    })
    expect((await accounts.verifySecondFactor({ code: renewed.value[1] ?? '' }, half)).ok).toBe(true)
  })

  it('gives up after five wrong codes: the password is asked for again', async () => {
    const person = await createPerson(server.ctx)
    const { uri } = await setUp(person)
    const half = await givePassword(person)
    for (let guess = 0; guess < 5; guess++) await accounts.verifySecondFactor({ code: '000000' }, half)
    expect(await accounts.verifySecondFactor({ code: await codeOf(uri) }, half)).toEqual({
      ok: false,
      error: 'too-many-attempts',
    })
    expect(await accounts.verifySecondFactor({ code: await codeOf(uri) }, nowhere)).toEqual({
      ok: false,
      error: 'challenge-expired',
    })
    expect(
      (await accounts.verifySecondFactor({ code: await codeOf(uri) }, await givePassword(person))).ok,
    ).toBe(true)
  })

  it('is taken away for the password', async () => {
    const person = await createPerson(server.ctx)
    await setUp(person)
    const { viewer, password } = person
    expect(await accounts.disableTotp(viewer, { password: 'not my password at all' })).toEqual({
      ok: false,
      error: 'wrong-password',
    })
    expect(await accounts.disableTotp(viewer, { password })).toEqual({ ok: true })
    expect(await accounts.signIn({ email: viewer.email, password }, nowhere)).toMatchObject({
      value: { next: 'signed-in' },
    })
  })
})
