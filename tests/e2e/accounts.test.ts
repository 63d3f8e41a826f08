import type { Page } from '@playwright/test'
import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { databaseClock } from '../../src/server/db/clock.ts'
import { createPerson, TEST_PASSWORD } from '../support/people.ts'
import { totp } from '../support/totp.ts'
import { expect } from './support/expect.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

const visitor = () => stage().visitor({ name: 'Marcus', timeZone: 'America/Denver' })

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(paths.signIn({ next: paths.security() }))
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

describe('an account', () => {
  it('is asked for, opened by the link in the mail and the password, and changed', async () => {
    const marcus = await visitor()
    const { page } = marcus
    const email = 'marcus@northgate.example'
    await page.goto(paths.signUp({ next: paths.profile() }))
    await expect(page.getByLabel('Your time zone')).toHaveValue('America/Denver')
    await stage().look(marcus, 'sign up')

    await page.getByRole('button', { name: 'Open an account' }).click()
    const summary = page.getByRole('alert')
    await expect(summary).toBeFocused()
    await expect(summary.getByRole('link')).toHaveCount(4)
    await stage().look(marcus, 'sign up with errors')

    await page.getByLabel('Your name').fill('Marcus Oyelaran')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('Marcus Oyelaran 2026')
    await page.getByText('Claims professional').click()
    await page.getByLabel('Firm or company').fill('Northgate Mutual')
    await page.getByRole('button', { name: 'Open an account' }).click()
    await expect(summary).toContainText('among the first things a guesser tries')

    await page.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD)
    await page.getByLabel('Show it').check()
    await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text')
    await page.getByRole('button', { name: 'Open an account' }).click()
    await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible()
    await stage().look(marcus, 'sign up: mail sent')

    const letter = await stage()
      .mailbox(email)
      .next(/Confirm your e-mail address/)
    await page.goto(letter.link('/verify-email'))
    await stage().look(marcus, 'verify e-mail')
    await page.getByLabel('Password', { exact: true }).fill('not what I chose before')
    await page.getByRole('button', { name: 'Open my account' }).click()
    await expect(summary).toContainText('not the password you chose')
    await page.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD)
    await page.getByRole('button', { name: 'Open my account' }).click()

    await page.waitForURL(paths.profile())
    await expect(page.getByLabel('Your name')).toHaveValue('Marcus Oyelaran')
    await expect(page.getByLabel('Claims professional')).toBeChecked()
    await page.getByLabel('Firm or company').fill('Northgate Mutual Insurance')
    await page.getByRole('button', { name: 'Save the profile' }).click()
    await expect(page.getByText('Your profile is saved.')).toBeVisible()
    await stage().look(marcus, 'profile')

    await page.goto(letter.link('/verify-email'))
    await expect(page.getByRole('heading', { name: 'This link is used up' })).toBeVisible()
    await stage().look(marcus, 'verify e-mail: link used up')
  })

  it('is taken back by a mailed link, which signs everybody out', async () => {
    const { viewer } = await createPerson(stage().server.ctx)
    const [thief, owner] = [await visitor(), await visitor()]
    await signIn(thief.page, viewer.email, TEST_PASSWORD)
    await expect(thief.page.getByRole('heading', { level: 1, name: 'Sign-in and security' })).toBeVisible()
    await stage().look(thief, 'security')

    await owner.page.goto(paths.signIn())
    await stage().look(owner, 'sign in')
    await owner.page.getByRole('link', { name: 'I forgot my password' }).click()
    await owner.page.waitForURL(paths.forgotPassword())
    await owner.page.getByLabel('E-mail address').fill(viewer.email)
    await stage().look(owner, 'forgot password')
    await owner.page.getByRole('button', { name: 'Mail me a link' }).click()
    await expect(owner.page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible()
    await stage().look(owner, 'forgot password: mail sent')
    const letter = await stage()
      .mailbox(viewer.email)
      .next(/Set a new password/)
    await owner.page.goto(letter.link('/reset-password'))
    await stage().look(owner, 'reset password')
    await owner.page.getByLabel('New password').fill('eleven quiet ferries cross at dawn')
    await owner.page.getByRole('button', { name: 'Set the new password' }).click()
    await expect(owner.page.getByText('Your new password is set')).toBeVisible()
    await stage()
      .mailbox(viewer.email)
      .next(/has changed/)

    await thief.page.goto(paths.security())
    await expect(thief.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await signIn(owner.page, viewer.email, 'eleven quiet ferries cross at dawn')
    await expect(owner.page.getByText('This device', { exact: true })).toBeVisible()
    await owner.page.goto(letter.link('/reset-password'))
    await expect(owner.page.getByRole('heading', { name: 'This link is used up' })).toBeVisible()
    await stage().look(owner, 'reset password: link used up')
  })

  it('changes its password and signs other devices out, one or all', async () => {
    const { viewer } = await createPerson(stage().server.ctx)
    const here = await visitor()
    const { page } = here
    await signIn(page, viewer.email, TEST_PASSWORD)
    await page.getByRole('button', { name: 'Sign out on Unknown device' }).click()
    await expect(page.getByRole('button', { name: /^Sign out on/ })).toHaveCount(0)

    await page.getByRole('link', { name: 'Change the password' }).click()
    await stage().look(here, 'change password')
    await page.getByLabel('Your present password').fill('not my password at all')
    await page.getByLabel('New password').fill('eleven quiet ferries cross at dawn')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await expect(page.getByRole('alert')).toContainText('That is not your password.')
    await expect(page.getByLabel('New password')).toHaveValue('eleven quiet ferries cross at dawn')
    await page.getByLabel('Your present password').fill(TEST_PASSWORD)
    await page.getByRole('button', { name: 'Change the password' }).click()
    await expect(page.getByText('Your password is changed.')).toBeVisible()

    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await expect(page.getByText('You are signed out on every device.')).toBeVisible()
  })

  it('signs out in one tab, and the other goes to the sign-in without complaint', async () => {
    const { viewer } = await createPerson(stage().server.ctx)
    const { page, context } = await visitor()
    await signIn(page, viewer.email, TEST_PASSWORD)
    await page.waitForURL(paths.security())
    const other = await context.newPage()
    const listens = other.waitForRequest((request) => request.url().endsWith(paths.ownEvents()))
    await other.goto(paths.notices())
    await listens
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await expect(page.getByText('You are signed out on every device.')).toBeVisible()
    // As a browser tells a page that its tab is looked at again.
    await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  })

  it('asks for the code of an authenticator app, or a backup code', async () => {
    const { ctx } = stage().server
    const { viewer } = await createPerson(ctx)
    const here = await visitor()
    const { page } = here
    await signIn(page, viewer.email, TEST_PASSWORD)
    await page.getByRole('link', { name: 'Set it up' }).click()
    await page.getByLabel('Your password').fill(TEST_PASSWORD)
    await stage().look(here, 'authenticator app: off')
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible()
    await stage().look(here, 'authenticator app: scan')
    const uri = (await page.getByRole('link', { name: 'Open the app' }).getAttribute('href')) ?? ''
    await page.getByLabel('Code', { exact: true }).fill('000000')
    await page.getByRole('button', { name: 'Turn it on' }).click()
    await expect(page.getByRole('alert')).toContainText('This code is wrong')
    await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible()
    await page.getByLabel('Code', { exact: true }).fill(totp(uri, await databaseClock(ctx.db)))
    await page.getByRole('button', { name: 'Turn it on' }).click()
    const codes = page.getByRole('list', { name: 'Backup codes' }).getByRole('listitem')
    await expect(codes).toHaveCount(10)
    await stage().look(here, 'authenticator app: backup codes')
    const backupCode = (await codes.first().textContent()) ?? ''
    await page.getByRole('link', { name: 'I have kept them' }).click()
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await expect(page.getByText('You are signed out on every device.')).toBeVisible()

    await signIn(page, viewer.email, TEST_PASSWORD)
    await expect(page.getByRole('heading', { name: 'Enter the code of your app' })).toBeVisible()
    await stage().look(here, 'second factor: code')
    await page.getByLabel('Code', { exact: true }).fill(totp(uri, await databaseClock(ctx.db)))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(paths.security())

    await page.context().clearCookies()
    await signIn(page, viewer.email, TEST_PASSWORD)
    await page.getByRole('link', { name: 'I do not have the app here' }).click()
    await stage().look(here, 'second factor: backup code')
    await page.getByLabel('Backup code').fill(backupCode)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(paths.security())
    await page.goto(paths.authenticatorApp())
    await stage().look(here, 'authenticator app: on')
  })

  it('signs in with a passkey', async () => {
    const { viewer } = await createPerson(stage().server.ctx)
    const here = await visitor()
    const { page } = here
    const devices = await here.context.newCDPSession(page)
    await devices.send('WebAuthn.enable')
    const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await signIn(page, viewer.email, TEST_PASSWORD)
    await page.getByRole('link', { name: 'Add a passkey' }).click()
    await stage().look(here, 'passkeys: none')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await expect(page.getByRole('alert')).toContainText('Give the passkey a name')
    await page.getByLabel('A name for it').fill('Work laptop')
    await page.getByLabel('Your password').fill('not my password at all')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await expect(page.getByRole('alert')).toContainText('That is not your password.')
    await page.getByLabel('Your password').fill(TEST_PASSWORD)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await expect(page.getByText('The passkey “Work laptop” is added.')).toBeVisible()
    await page.getByLabel('Name of Work laptop').fill('Office')
    await page.getByRole('button', { name: 'Rename Work laptop' }).click()
    await expect(page.getByRole('button', { name: 'Remove Office' })).toBeVisible()
    await stage().look(here, 'passkeys: one')

    await page.context().clearCookies()
    await page.goto(paths.signIn({ next: paths.passkeys() }))
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.waitForURL(paths.passkeys())
    await page.getByRole('button', { name: 'Remove Office' }).click()
    await expect(page.getByRole('heading', { name: 'Your passkeys' })).toHaveCount(0)

    await page.context().clearCookies()
    await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
    await page.goto(paths.signIn())
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await expect(page.getByText('This passkey is not known here.')).toBeVisible()
  })
})

describe('the account pages without script', () => {
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(stage().server.url + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: stage().server.url, ...headers },
      redirect: 'manual',
    })

  /** All that a browser gets, but for the address itself and what differs from one answer to the next anyway. */
  async function answerTo(path: string, fields: Record<string, string>): Promise<string[]> {
    const answer = await post(path, fields)
    const headers = Object.entries(Object.fromEntries(answer.headers)).filter(
      ([name]) => name !== 'date' && name !== 'x-request-id',
    )
    const text = `${answer.status}\n${JSON.stringify(headers)}\n${await answer.text()}`
    const masked = text
      .replaceAll(fields.email ?? '', '<address>')
      .replaceAll(/nonce="[^"]+"|'nonce-[^']+'|[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')
    // In short pieces, so that a difference can be read.
    return masked.split(/(?<=[>;])/)
  }

  it('lead from the address of the settings to the first of them', async () => {
    const answer = await fetch(stage().server.url + paths.settings(), { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, paths.profile()])
  })

  it('sign in and lead on, with the cookie', async () => {
    const { viewer } = await createPerson(stage().server.ctx)
    const answer = await post(
      paths.signIn({ next: '/notices' }),
      { email: viewer.email, password: TEST_PASSWORD },
      { 'x-backchannel-client-address': '203.0.113.9', 'x-forwarded-for': '203.0.113.8' },
    )
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('/notices')
    expect(answer.headers.getSetCookie().join()).toMatch(/session_token=.*HttpOnly.*SameSite=Lax/)
    const listed = await stage().server.services.accounts.listSignIns(viewer, new Headers())
    expect(listed.map(({ ipAddress }) => ipAddress)).toEqual(['127.0.0.1', '127.0.0.1'])
  })

  it.each([
    ['sign-up', paths.signUp()],
    ['a forgotten password', paths.forgotPassword()],
    ['a wrong password', paths.signIn()],
  ])('give the same bytes for a known and an unknown address: %s', async (_, path) => {
    const { viewer } = await createPerson(stage().server.ctx)
    const unknown = viewer.email.replace('dana-', 'nina-')
    const fields = (email: string) => ({
      email,
      password: 'a quite different set of words',
      name: 'Nina Brandt',
      occupation: 'attorney',
      firm: '',
      timeZone: 'America/Chicago',
    })
    const known = await answerTo(path, fields(viewer.email))
    expect(known).toEqual(await answerTo(path, fields(unknown)))
    expect(known.join('')).toContain('<address>')
    expect(known.join('')).not.toContain('a quite different set of words')
  })
})
