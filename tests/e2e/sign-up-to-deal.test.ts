import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { HOUR_MS, OPENING_MS } from '../../src/domain/deadlines.ts'
import { TEST_PASSWORD } from '../support/people.ts'
import { acceptRules, download, skipTerms } from './support/acts.ts'
import { expect } from './support/expect.ts'
import { assertNeverSent, standNumber } from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

const dana = { name: 'Dana Whitfield', email: 'dana@whitfieldrowe.example', firm: 'Whitfield & Rowe LLP' }
const marcus = { name: 'Marcus Oyelaran', email: 'marcus@oyelaran.example', firm: 'Oyelaran Defense' }

describe('two lawyers who have no account', () => {
  it('come to a deal at the close of opening, by the links of their mails', async () => {
    const { look } = stage()
    const plaintiff = await stage().visitor({ name: dana.name, timeZone: 'America/Chicago' })
    const { page } = plaintiff

    // Dana opens an account.
    await page.goto(paths.home())
    await page
      .getByRole('link', { name: /account/i })
      .first()
      .click()
    await page.waitForURL((url) => url.pathname === paths.signUp())
    await page.getByLabel('Your name').fill(dana.name)
    await page.getByLabel('E-mail address').fill(dana.email)
    await page.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD)
    await page.getByLabel('Attorney').check()
    await page.getByLabel('Firm or company').fill(dana.firm)
    await page.getByRole('button', { name: 'Open an account' }).click()
    await expect(page.getByText('We have sent a message to')).toBeVisible()
    const confirmation = await stage()
      .mailbox(dana.email)
      .next(/Confirm your e-mail address/)
    await page.goto(confirmation.link('/verify-email'))
    await page.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD)
    await page.getByRole('button', { name: 'Open my account' }).click()
    await page.waitForURL((url) => url.pathname === paths.matters())
    await expect(page.getByRole('heading', { name: 'No matters yet' })).toBeVisible()
    await look(plaintiff, 'matters, none yet')

    // She adds her case; what is refused keeps what she typed.
    await page.getByRole('link', { name: 'New matter' }).click()
    await page.getByLabel('Caption').fill('Alvarez v. Northgate Logistics, Inc.')
    await page.getByLabel('Amount in dispute').fill('250.000')
    await look(plaintiff, 'new matter')
    await page.getByRole('button', { name: 'Review the matter' }).click()
    await expect(page.getByRole('alert')).toBeFocused()
    await expect(page.getByLabel('Amount in dispute')).toHaveValue('250.000')
    await expect(page.getByLabel('Caption')).toHaveValue('Alvarez v. Northgate Logistics, Inc.')
    await look(plaintiff, 'new matter with errors')
    await page.getByLabel('Court or forum').fill('Superior Court of California, County of Alameda')
    await page.getByLabel('Case number').fill('RG26-104417')
    await page.getByLabel('What is disputed').fill('Unpaid overtime between 2023 and 2025.')
    await page.getByLabel('My client receives').check()
    await page.getByLabel('Whom you act for').fill('Maria Alvarez')
    await page.getByLabel('Amount in dispute').fill('250k')
    await expect(page.getByText('Read as $250,000')).toBeVisible()
    await page.getByLabel('Name', { exact: false }).last().fill(marcus.name)
    await page.getByLabel('E-mail address').fill(marcus.email)
    await page.getByLabel('A personal note').fill('Marcus, as discussed on Friday.')
    await page.getByRole('button', { name: 'Review the matter' }).click()
    await expect(page.getByText('The mail as it will be sent')).toBeVisible()
    await look(plaintiff, 'new matter reviewed with the invitation')
    await page.getByRole('button', { name: 'Create matter and send invitation' }).click()
    await expect(page.getByRole('heading', { level: 1, name: /^Alvarez v\. Northgate/ })).toBeVisible()
    await look(plaintiff, 'matter, the other side invited')
    const matterPath = new URL(page.url()).pathname
    const matterId = matterPath.split('/').at(-1) ?? ''
    await page.goto(paths.matterPeople(matterId))
    await look(plaintiff, 'people, the other side invited')

    // Marcus follows the link, sees what he is invited to, and opens an account there.
    const defendant = await stage().visitor({ name: marcus.name, timeZone: 'America/New_York' })
    const letter = await stage()
      .mailbox(marcus.email)
      .next(/^Dana Whitfield invites you/)
    expect(letter.text).toContain('Marcus, as discussed on Friday.')
    const other = defendant.page
    await other.goto(letter.link('/invitations/'))
    await expect(other.getByRole('heading', { level: 1, name: /^Alvarez v\./ })).toBeVisible()
    await look(defendant, 'invitation to somebody without an account')
    await expect(other.getByLabel('E-mail address')).toHaveValue(marcus.email)
    await expect(other.getByLabel('E-mail address')).not.toBeEditable()
    await other.getByLabel('Whom you act for').fill('Northgate Logistics, Inc.')
    await other.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD)
    await other.getByLabel('Attorney').check()
    await other.getByLabel('Firm or company').fill(marcus.firm)
    await other.getByRole('button', { name: 'Open an account and accept' }).click()
    await other.waitForURL((url) => url.pathname === matterPath)
    await expect(other.getByRole('heading', { level: 1, name: /^Alvarez v\./ })).toBeVisible()
    await look(defendant, 'matter, just joined')
    await stage()
      .mailbox(dana.email)
      .next(/your invitation was accepted/)

    // Both skip the terms; one side's wish alone is not enough.
    await page.goto(paths.matterTerms(matterId))
    await look(plaintiff, 'terms, nothing settled')
    await skipTerms(page, matterId)
    await look(plaintiff, 'terms, our wish to skip')
    await other.goto(paths.matterTerms(matterId))
    await expect(other.getByText('side wishes to skip').first()).toBeVisible()
    await look(defendant, 'terms, the other side wishes to skip')
    await skipTerms(other, matterId)

    // Both accept the rules: opening begins.
    await page.goto(paths.matterRules(matterId))
    await look(plaintiff, 'rules to accept')
    await page.getByRole('button', { name: 'Accept and confirm' }).click()
    await expect(page.getByRole('alert')).toBeFocused()
    await look(plaintiff, 'rules not accepted yet')
    await acceptRules(page, matterId)
    await look(plaintiff, 'terms, waiting for the other acceptance')
    await acceptRules(other, matterId)
    await expect(other.getByRole('heading', { name: 'The terms are frozen' })).toBeVisible()
    await look(defendant, 'terms, frozen')
    for (const { email } of [dana, marcus])
      await stage()
        .mailbox(email)
        .next(/opening has begun/)

    // Numbers that cross; neither side learns anything before the close.
    await standNumber(page, matterId, '183,409')
    await page.goto(matterPath)
    await look(plaintiff, 'matter in opening, our number stands')
    await standNumber(other, matterId, '212,861')
    await stage().passTime(OPENING_MS - HOUR_MS)
    await page.goto(paths.matters())
    await look(plaintiff, 'matters, one in opening')
    await page.goto(matterPath)
    await other.goto(paths.matterNumber(matterId))
    await expect(other.getByRole('heading', { name: 'There is a deal' })).toHaveCount(0)

    // The draw takes the 10,001st of the whole dollars in between.
    stage().server.draw.next(10_000n)
    await stage().passTime(HOUR_MS)
    await expect(other.getByRole('heading', { name: 'There is a deal' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'There is a deal' })).toBeVisible()
    await look(plaintiff, 'matter with a deal')
    for (const [reader, { email }] of [
      [plaintiff, dana],
      [defendant, marcus],
    ] as const) {
      const news = await stage()
        .mailbox(email)
        .next(/there is news/)
      expect(news.text).not.toContain('193,409')
      await reader.page.goto(news.link('/matters/'))
      await reader.page.getByRole('link', { name: 'Read the deal' }).first().click()
      await expect(reader.page.getByText('$193,409.00').first()).toBeVisible()
      await expect(reader.page.getByText('carries no bonus')).toBeVisible()
    }
    await look(plaintiff, 'deal at the close of opening')

    // One record, the same bytes for both.
    const record = await download(page, paths.matterDealRecord(matterId))
    expect(record.subarray(0, 5).toString()).toBe('%PDF-')
    expect(record.equals(await download(other, paths.matterDealRecord(matterId)))).toBe(true)

    await page.goto(paths.matterActivity(matterId))
    await look(plaintiff, 'activity after a deal')
    await page.goto(paths.notices())
    await look(plaintiff, 'notices')

    assertNeverSent(plaintiff, ['183,409', '212,861'])
    assertNeverSent(defendant, ['183,409', '212,861'])
  })
})
