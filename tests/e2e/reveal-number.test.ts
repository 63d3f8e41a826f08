import type { Page } from '@playwright/test'
import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { databaseClock } from '../../src/server/db/clock.ts'
import { withCookies } from '../support/cookies.ts'
import {
  commandOver,
  enterOver,
  expectOk,
  type Negotiation,
  openMatterForTwo,
  openSession,
} from '../support/negotiation.ts'
import { type Person, TEST_PASSWORD } from '../support/people.ts'
import { placeOnSeat } from '../support/place-on-seat.ts'
import { totp } from '../support/totp.ts'
import { expect } from './support/expect.ts'
import { assertNeverSent, atBrowser, numberField } from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

const MINUTE_MS = 60_000
const FIGURES = ['263,417', '181,905']

/** A session in which the plaintiff entered two numbers, and whose sign-in is no longer fresh. */
async function withTwoNumbers(prepare: (person: Person) => Promise<Person> = async (person) => person) {
  const { server } = stage()
  const opened = await openMatterForTwo(server)
  const people = { ...opened.people, plaintiff: await prepare(opened.people.plaintiff) }
  const negotiation: Negotiation = { ...opened, people }
  server.clock.advance(1)
  await openSession(negotiation)
  await enterOver(negotiation, 'plaintiff', 263_417_00n, 'opening')
  server.clock.advance(90 * MINUTE_MS)
  await enterOver(negotiation, 'plaintiff', 181_905_00n, 'opening')
  server.clock.advance(30 * MINUTE_MS)
  const lawyer = await atBrowser(stage(), people.plaintiff)
  await lawyer.page.goto(paths.matterNumber(negotiation.matterId))
  return { negotiation, lawyer, page: lawyer.page }
}

const showMyNumber = (page: Page) => page.getByRole('button', { name: 'Show my number' }).click()
const showFigures = (page: Page) => page.getByRole('button', { name: 'Show the figures' }).click()
const revealed = (page: Page) => page.getByRole('heading', { name: 'Your side’s numbers, for you alone' })

async function confirmByPassword(page: Page) {
  await showMyNumber(page)
  await page.getByLabel('Your password').fill(TEST_PASSWORD)
  await page.getByRole('button', { name: 'Confirm by password' }).click()
  await expect(revealed(page)).toBeFocused()
}

/** Whether any of the figures is anywhere in the document, in text or in an attribute. */
async function holdsFigures(page: Page): Promise<boolean> {
  const html = await page.content()
  return FIGURES.some((figure) => html.includes(figure) || html.includes(figure.replace(',', '')))
}

describe('one’s own number again', () => {
  it('is shown after the password, masked until pressed, and hides again', async () => {
    const { lawyer, page } = await withTwoNumbers()
    await stage().look(lawyer, 'number stands, to be shown')
    await showMyNumber(page)
    await expect(page.getByRole('heading', { name: 'Confirm that it is you' })).toBeFocused()
    await stage().look(lawyer, 'number, confirming who asks')
    await page.getByLabel('Your password').fill('not my password at all')
    await page.getByRole('button', { name: 'Confirm by password' }).click()
    await expect(page.getByText('That is not your password.')).toBeVisible()
    await expect(page.getByLabel('Your password')).toHaveValue('')
    await stage().look(lawyer, 'number, who asks was wrong')
    await page.getByLabel('Your password').fill(TEST_PASSWORD)
    await page.getByRole('button', { name: 'Confirm by password' }).click()

    await expect(revealed(page)).toBeFocused()
    expect(await holdsFigures(page)).toBe(false)
    await stage().look(lawyer, 'number revealed and masked')
    await showFigures(page)
    await expect(page.getByText('$181,905', { exact: true }).first()).toBeVisible()
    await expect(page.getByText('one hundred eighty-one thousand nine hundred five')).toBeVisible()
    await expect(page.getByRole('img', { name: /Step chart of 2 numbers/ })).toBeVisible()
    await stage().look(lawyer, 'number revealed, as a chart')
    await page.getByRole('button', { name: 'Show as a table' }).click()
    await expect(page.getByRole('row', { name: /\$263,417/ })).toContainText('Another took its place')
    await expect(page.getByRole('row', { name: /\$181,905/ })).toContainText('It stands')
    await stage().look(lawyer, 'number revealed, as a table')

    await page.evaluate(() => window.dispatchEvent(new Event('blur')))
    await expect(page.getByRole('button', { name: 'Show the figures' })).toBeVisible()
    expect(await holdsFigures(page)).toBe(false)
    await showFigures(page)
    await page.getByRole('button', { name: 'Hide the figures' }).click()
    expect(await holdsFigures(page)).toBe(false)
    await page.getByRole('button', { name: 'Take it off this page' }).click()
    await expect(revealed(page)).toHaveCount(0)

    // Still fresh: nothing is asked again.
    await showMyNumber(page)
    await expect(revealed(page)).toBeFocused()
    await page.goto(paths.matterActivity(page.url().split('/')[4] ?? ''))
    await expect(page.getByText('Your side’s own numbers were shown to it again.')).toHaveCount(2)
    expect(await holdsFigures(page)).toBe(false)
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie]),
    )
    for (const figure of FIGURES) expect(kept.includes(figure.replace(',', ''))).toBe(false)
    assertNeverSent(lawyer, FIGURES)
  })

  it('is shown after a code of the authenticator app', async () => {
    const { accounts } = stage().server.services
    let uri = ''
    const codeNow = async () => totp(uri, await databaseClock(stage().server.ctx.db))
    const { lawyer, page } = await withTwoNumbers(async (person) => {
      const { viewer, headers, password } = person
      uri = expectOk(await accounts.enableTotp(viewer, { password }, headers)).uri
      const confirmed = expectOk(await accounts.confirmTotp(viewer, { code: await codeNow() }, headers))
      return { ...person, headers: withCookies(confirmed.headers, headers) }
    })
    await showMyNumber(page)
    await stage().look(lawyer, 'number, confirming by code')
    await page.getByLabel('Or a code of your authenticator app').fill('000000')
    await page.getByRole('button', { name: 'Confirm by code' }).click()
    await expect(page.getByText('This code is wrong')).toBeVisible()
    await page.getByLabel('Or a code of your authenticator app').fill(await codeNow())
    await page.getByRole('button', { name: 'Confirm by code' }).click()
    await expect(revealed(page)).toBeFocused()
    await showFigures(page)
    await expect(page.getByText('$181,905', { exact: true }).first()).toBeVisible()
    assertNeverSent(lawyer, FIGURES)
  })

  it('is shown after a passkey', async () => {
    const { server } = stage()
    const opened = await openMatterForTwo(server)
    const lawyer = await atBrowser(stage(), opened.people.plaintiff)
    const { page } = lawyer
    const devices = await lawyer.context.newCDPSession(page)
    await devices.send('WebAuthn.enable')
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto(paths.passkeys())
    await page.getByLabel('A name for it').fill('Work laptop')
    await page.getByLabel('Your password').fill(TEST_PASSWORD)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await expect(page.getByText('The passkey “Work laptop” is added.')).toBeVisible()
    server.clock.advance(1)
    await openSession(opened)
    await enterOver(opened, 'plaintiff', 181_905_00n, 'opening')
    server.clock.advance(5 * MINUTE_MS)

    await page.goto(paths.matterNumber(opened.matterId))
    await showMyNumber(page)
    await page.getByRole('button', { name: 'Confirm by passkey' }).click()
    await expect(revealed(page)).toBeFocused()
    await showFigures(page)
    await expect(page.getByText('$181,905', { exact: true }).first()).toBeVisible()
    assertNeverSent(lawyer, FIGURES)
  })

  it('goes on paper as a receipt, which is on no screen and is sent to nobody', async () => {
    const { lawyer, page } = await withTwoNumbers()
    await confirmByPassword(page)
    await showFigures(page)
    const before = lawyer.sent().length
    await page.getByRole('button', { name: 'Print a receipt' }).click()
    const receipt = page.getByRole('article', { name: 'Receipt', includeHidden: true })
    await expect(receipt).toBeHidden()
    await page.emulateMedia({ media: 'print' })
    await expect(receipt).toBeVisible()
    await expect(receipt).toContainText('$181,905.00')
    await expect(receipt).toContainText('one hundred eighty-one thousand nine hundred five dollars')
    await expect(receipt).toContainText('it stands')
    await expect(page.getByRole('heading', { name: 'Your side’s numbers, for you alone' })).toBeHidden()
    await stage().look(lawyer, 'receipt on paper')
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
    await expect(receipt).toHaveCount(0)
    expect(
      lawyer
        .sent()
        .slice(before)
        .filter((request) => request.startsWith('POST')),
    ).toEqual([])
    assertNeverSent(lawyer, FIGURES)
  })

  it('is gone from the page when the session ends, and cannot be asked for after', async () => {
    const { negotiation, lawyer, page } = await withTwoNumbers()
    await confirmByPassword(page)
    await showFigures(page)
    await commandOver(negotiation, 'defendant', 'end', {})
    await expect(page.getByRole('heading', { name: 'The session has ended' })).toBeVisible()
    expect(await holdsFigures(page)).toBe(false)
    await expect(page.getByRole('button', { name: 'Show my number' })).toHaveCount(0)
    await stage().look(lawyer, 'number, the session has ended')
  })

  it('is over with the next number, and asks for a figure again that is far off it', async () => {
    const { lawyer, page } = await withTwoNumbers()
    await confirmByPassword(page)
    await numberField(page).fill('909,525')
    await page.getByRole('button', { name: 'Review before sealing' }).click()
    await expect(page.getByText('This is far from your number that stands')).toBeVisible()
    expect(await holdsFigures(page)).toBe(false)
    await stage().look(lawyer, 'number far off the one that stands')
    await page.getByRole('checkbox', { name: /^My client has authorized me/ }).check()
    await page.getByRole('button', { name: 'Seal $909,525' }).click()
    await expect(page.getByText('Sealed and accepted')).toHaveCount(0)
    await page.getByLabel('The figure again').fill('909525')
    await page.getByRole('button', { name: 'Seal $909,525' }).click()
    await expect(page.getByText('Sealed and accepted')).toBeVisible()
    await expect(revealed(page)).toHaveCount(0)
    assertNeverSent(lawyer, [...FIGURES, '909,525'])
  })

  it('is not shown after a new way of signing in, and says why', async () => {
    const { lawyer, page } = await withTwoNumbers()
    const { ctx } = stage().server
    const at = stage().server.clock.now()
    await ctx.db
      .updateTable('users')
      .set({ factorsChangedAt: at })
      .where('email', '=', lawyer.email)
      .execute()
    lawyer.tolerate(/status of 409/)
    await showMyNumber(page)
    await page.getByLabel('Your password').fill(TEST_PASSWORD)
    await page.getByRole('button', { name: 'Confirm by password' }).click()
    await expect(page.getByRole('alert')).toContainText(
      'The way in which you sign in changed after this number',
    )
    await stage().look(lawyer, 'number withheld')
    await expect(revealed(page)).toHaveCount(0)
  })

  it('is shown to a member once the lead allows it', async () => {
    const { negotiation, lawyer, page } = await withTwoNumbers()
    const person = await placeOnSeat(negotiation, 'member')
    await enterOver(negotiation, 'plaintiff', 181_905_00n, 'opening')
    const member = await atBrowser(stage(), person)
    await member.page.goto(paths.matterNumber(negotiation.matterId))
    await expect(member.page.getByText('The lead of your side enters the number')).toBeVisible()
    await expect(member.page.getByRole('button', { name: 'Show my number' })).toHaveCount(0)

    await page.goto(paths.matterPeople(negotiation.matterId))
    await page.getByRole('button', { name: 'Let members see them' }).click()
    await expect(page.getByText('Members of your side may see its numbers.')).toBeVisible()
    await stage().look(lawyer, 'people, members may see the numbers')

    await member.page.reload()
    await showMyNumber(member.page)
    await expect(revealed(member.page)).toBeFocused()
    await showFigures(member.page)
    await expect(member.page.getByText('$181,905', { exact: true }).first()).toBeVisible()
    await stage().look(member, 'number revealed to a member')
  })
})
