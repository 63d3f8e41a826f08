import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { HOUR_MS } from '../../src/domain/deadlines.ts'
import { acceptRules, skipTerms } from './support/acts.ts'
import { expect } from './support/expect.ts'
import {
  assertNeverSent,
  atTerms,
  inOpening,
  numberField,
  sealNumber,
  standNumber,
} from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

describe('entering a number', () => {
  it('reads it back in figures and words, seals it in the browser, and shows it to nobody again', async () => {
    const { matterId, plaintiff, defendant } = await inOpening(stage())
    const { page } = plaintiff
    await page.goto(paths.matterNumber(matterId))
    await expect(page.getByText('No number of your side stands.')).toBeVisible()
    await stage().look(plaintiff, 'number in opening, none stands')

    await numberField(page).fill('$263,417')
    await expect(
      page.getByText('two hundred sixty-three thousand four hundred seventeen', { exact: false }),
    ).toBeVisible()
    await stage().look(plaintiff, 'number typed')
    await page.getByRole('button', { name: 'Review before sealing' }).click()
    await expect(page.getByRole('heading', { name: 'Read it back before it is sealed' })).toBeFocused()
    await stage().look(plaintiff, 'number reviewed')

    await page.getByRole('button', { name: 'Seal $263,417' }).click()
    await expect(page.getByText('Confirm your authority to go on.')).toBeVisible()
    await stage().look(plaintiff, 'number reviewed without authority')
    await page
      .getByRole('checkbox', { name: /authorized me to settle for this: to accept \$263,417/ })
      .check()
    await page.getByRole('button', { name: 'Seal $263,417' }).click()
    await expect(page.getByText('Sealed and accepted')).toBeVisible()
    await expect(page.getByText('A sealed number stands')).toBeVisible()
    await expect(numberField(page)).toHaveValue('')
    await expect(page.getByText('263,417')).toHaveCount(0)
    await stage().look(plaintiff, 'number sealed')

    await defendant.page.goto(paths.matterNumber(matterId))
    await expect(defendant.page.getByText('No number of your side stands.')).toBeVisible()
    await plaintiff.page.goto(paths.matterOtherSideView(matterId))
    await expect(page.getByText('nothing is shown')).toBeVisible()
    await stage().look(plaintiff, 'as the other side sees it')
    assertNeverSent(plaintiff, ['263,417'])
  })

  it.each(['50.000', 'abc', '', '0.50'])(
    'refuses “%s” with a reason and keeps what was typed',
    async (typed) => {
      const { matterId, plaintiff } = await inOpening(stage())
      const { page } = plaintiff
      await page.goto(paths.matterNumber(matterId))
      await numberField(page).fill(typed)
      await page.getByRole('button', { name: 'Review before sealing' }).click()
      await expect(numberField(page)).toBeFocused()
      await expect(numberField(page)).toHaveAttribute('aria-invalid', 'true')
      await expect(numberField(page)).toHaveValue(typed)
      await expect(page.locator('#number-error')).not.toBeEmpty()
      await stage().look(plaintiff, 'number refused in the form')
    },
  )

  it('asks again for a figure far off the amount in dispute', async () => {
    const { matterId, defendant } = await inOpening(stage())
    const { page } = defendant
    await page.goto(paths.matterNumber(matterId))
    await numberField(page).fill('2.5m')
    await page.getByRole('button', { name: 'Review before sealing' }).click()
    await page.getByRole('checkbox', { name: /^My client has authorized me/ }).check()
    await page.getByLabel('The figure again').fill('25,000')
    await page.getByRole('button', { name: 'Seal $2,500,000' }).click()
    await expect(page.getByText('This is not the same amount')).toBeVisible()
    await stage().look(defendant, 'number far off, typed again wrongly')
    await page.getByLabel('The figure again').fill('2,500,000')
    await page.getByRole('button', { name: 'Seal $2,500,000' }).click()
    await expect(page.getByText('Sealed and accepted')).toBeVisible()
    assertNeverSent(defendant, ['2,500,000'])
  })

  it('a number confirmed in opening and sent in adjustment is refused, and the form keeps it', async () => {
    const { matterId, plaintiff } = await inOpening(stage())
    const { page } = plaintiff
    await page.goto(paths.matterNumber(matterId))
    await numberField(page).fill('181,905')
    await page.getByRole('button', { name: 'Review before sealing' }).click()
    await page.getByRole('checkbox', { name: /^My client has authorized me/ }).check()
    // The page has not heard yet that opening closed: nothing swept.
    stage().server.clock.advance(48 * HOUR_MS)
    plaintiff.tolerate(/status of 4\d\d/)
    await page.getByRole('button', { name: /^Seal / }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Refused' })).toBeVisible()
    await expect(numberField(page)).toHaveValue('181,905')
    await stage().look(plaintiff, 'number refused, the step has changed')
    await page.getByRole('button', { name: 'Review before sealing' }).click()
    await expect(page.getByText('$172,809.75').first()).toBeVisible()
    await stage().look(plaintiff, 'number reviewed in adjustment')
    assertNeverSent(plaintiff, ['181,905'])
  })

  it('goes back from the review to the form, which keeps the figure, and keeps it out of the address', async () => {
    const { matterId, plaintiff } = await inOpening(stage())
    const { page } = plaintiff
    await page.goto(paths.matter(matterId))
    await page.getByRole('link', { name: 'Number', exact: true }).click()
    await numberField(page).fill('263,417')
    await page.getByRole('button', { name: 'Review before sealing' }).click()
    const heading = page.getByRole('heading', { name: 'Read it back before it is sealed' })
    await expect(heading).toBeFocused()
    expect(page.url()).not.toContain('263')
    await page.goBack()
    await expect(heading).toHaveCount(0)
    await expect(numberField(page)).toHaveValue('263,417')

    await page.getByRole('button', { name: 'Review before sealing' }).click()
    await page.getByRole('button', { name: 'Change the figure' }).click()
    await numberField(page).fill('263,418')
    await page.goForward()
    // What was reviewed is not what stands in the form now.
    await expect(numberField(page)).toHaveValue('263,418')
    await page.getByRole('button', { name: 'Review before sealing' }).click()
    await page.getByRole('checkbox', { name: /^My client has authorized me/ }).check()
    await page.getByRole('button', { name: 'Seal $263,418' }).click()
    await expect(page.getByText('Sealed and accepted')).toBeVisible()
    await expect(page).not.toHaveURL(/review/)
    assertNeverSent(plaintiff, ['263,417', '263,418'])
  })

  it('refuses a range by that name', async () => {
    const { matterId, plaintiff } = await inOpening(stage())
    const { page } = plaintiff
    await page.goto(paths.matterNumber(matterId))
    await numberField(page).fill('50k-60k')
    await page.getByRole('button', { name: 'Review before sealing' }).click()
    await expect(page.locator('#number-error')).toContainText('one figure, not a range')
  })

  it('withdraws the number, on asking twice', async () => {
    const { matterId, plaintiff } = await inOpening(stage())
    const { page } = plaintiff
    await standNumber(page, matterId, '263,417')
    await page.getByRole('button', { name: 'Withdraw the number' }).click()
    await stage().look(plaintiff, 'withdrawing a number')
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw it' }).click()
    await expect(page.getByText('No number of your side stands.')).toBeVisible()
  })

  it('refuses the eleventh entry in a day and says when the next is possible', async () => {
    const { matterId, plaintiff } = await inOpening(stage())
    const { page } = plaintiff
    for (let entry = 0; entry < 10; entry += 1) await standNumber(page, matterId, `26${entry},417`)
    plaintiff.tolerate(/status of 4\d\d/)
    await sealNumber(page, matterId, '263,417')
    await expect(page.getByRole('alert').filter({ hasText: 'Refused' })).toBeVisible()
    await expect(numberField(page)).toHaveValue('263,417')
    await stage().look(plaintiff, 'number refused, too many entries')
  })

  it('shows no Seal button to press again while the page still reads what became of the first press', async () => {
    const { matterId, plaintiff } = await inOpening(stage())
    const { page } = plaintiff
    await page.goto(paths.matterNumber(matterId))
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/number.data*', async (route) => {
      await held
      await route.continue()
    })
    await numberField(page).fill('263,417')
    await page.getByRole('button', { name: 'Review before sealing' }).click()
    await page.getByRole('checkbox', { name: /authorized me to settle for this/ }).check()
    const reread = page.waitForRequest(/number\.data/)
    await page.getByRole('button', { name: 'Seal $263,417' }).click()
    await reread
    await expect(page.getByText('Sealed and accepted')).toHaveCount(0)
    await expect(page.getByRole('button', { name: /^Seal/ })).toHaveAttribute('aria-disabled', 'true')
    release()
    await expect(page.getByText('Sealed and accepted')).toBeVisible()
    await expect(page.getByText('A sealed number stands')).toBeVisible()
    await expect(page.getByText('263,417')).toHaveCount(0)
  })

  it('is not possible before an agreed later start, and the page says when it will be', async () => {
    const { matterId, plaintiff, defendant } = await atTerms(stage())
    await plaintiff.page.goto(paths.matterTerms(matterId))
    await plaintiff.page.getByText('Propose a later start').click()
    await plaintiff.page.getByLabel('Day').fill('2026-01-12')
    await plaintiff.page.getByLabel(/^Time in/).fill('09:00')
    await plaintiff.page.getByRole('button', { name: 'Propose this start' }).click()
    await expect(plaintiff.page.getByText('Your proposal is with the other side.')).toBeVisible()
    await defendant.page.goto(paths.matterTerms(matterId))
    await defendant.page.getByRole('button', { name: 'Agree to this start' }).click()
    await expect(defendant.page.getByText('The later start is agreed.')).toBeVisible()
    for (const { page } of [plaintiff, defendant]) await skipTerms(page, matterId)
    for (const { page } of [plaintiff, defendant]) await acceptRules(page, matterId)

    await plaintiff.page.goto(paths.matterNumber(matterId))
    await expect(plaintiff.page.getByRole('heading', { name: 'Opening has not begun yet' })).toBeVisible()
    await expect(plaintiff.page.getByText('Opening begins in')).toBeVisible()
    await expect(plaintiff.page.getByRole('link', { name: 'Add to a calendar' })).toHaveAttribute(
      'href',
      paths.matterDeadlines(matterId),
    )
    await stage().look(plaintiff, 'number, a later start agreed')
  })
})
