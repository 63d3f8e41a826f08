import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { HOUR_MS, OPENING_MS, SESSION_MS } from '../../src/domain/deadlines.ts'
import { openSessionOnPages } from './support/acts.ts'
import { expect } from './support/expect.ts'
import { inOpening, standNumber } from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

describe('a session without a deal', () => {
  it('ends after 30 days, and a second one on the same matter comes to a deal', async () => {
    const { matterId, plaintiff, defendant } = await inOpening(stage())
    await standNumber(plaintiff.page, matterId, '263,417')
    await standNumber(defendant.page, matterId, '181,905')
    await stage().passTime(OPENING_MS)
    await plaintiff.page.goto(paths.matter(matterId))
    await stage().look(plaintiff, 'matter in adjustment')
    await stage().passTime(SESSION_MS - OPENING_MS)
    // Told without reloading.
    await expect(plaintiff.page.getByText('The session ran to its end')).toBeVisible()
    await stage().look(plaintiff, 'matter, ended without a deal')
    for (const { email } of [plaintiff, defendant]) {
      const letter = await stage()
        .mailbox(email)
        .next(/the session has ended/)
      expect(letter.text).not.toMatch(/263|181/)
    }
    await plaintiff.page.goto(paths.matterNumber(matterId))
    await expect(plaintiff.page.getByText('Both numbers have been destroyed.')).toBeVisible()
    await stage().look(plaintiff, 'number, after the end')

    await defendant.page.goto(paths.matter(matterId))
    await defendant.page.getByRole('button', { name: 'Start a new session' }).click()
    await expect(defendant.page.getByRole('heading', { name: 'Session 2' })).toBeVisible()
    await stage().look(defendant, 'matter, second session proposed')
    await stage()
      .mailbox(plaintiff.email)
      .next(/a new session proposed/)
    await openSessionOnPages(matterId, defendant.page, plaintiff.page)
    await standNumber(plaintiff.page, matterId, '201,337')
    await standNumber(defendant.page, matterId, '201,337')
    await stage().passTime(OPENING_MS)
    await plaintiff.page.goto(paths.matterDeal(matterId))
    await expect(plaintiff.page.getByText('$201,337.00').first()).toBeVisible()
  })

  it('goes on for another 30 days where both keep it running', async () => {
    const { matterId, plaintiff, defendant } = await inOpening(stage())
    await stage().passTime(OPENING_MS)
    for (const { page } of [plaintiff, defendant]) {
      await page.goto(paths.matterNumber(matterId))
      await page.getByRole('button', { name: 'Switch ours on' }).click()
      await expect(page.getByRole('button', { name: 'Switch ours off' })).toBeVisible()
    }
    await expect(defendant.page.getByText('Plaintiff: on')).toBeVisible()
    await stage().look(defendant, 'number in adjustment, both keep it running')
    await stage().passTime(SESSION_MS - OPENING_MS)
    await stage()
      .mailbox(plaintiff.email)
      .next(/the session goes on/)
    await plaintiff.page.goto(paths.matterNumber(matterId))
    await expect(plaintiff.page.getByText('Adjustment ends')).toBeVisible()

    // The switches stay on; one of them off means no further extension.
    await expect(plaintiff.page.getByRole('button', { name: 'Switch ours off' })).toBeVisible()
    await plaintiff.page.getByRole('button', { name: 'Switch ours off' }).click()
    await expect(plaintiff.page.getByRole('button', { name: 'Switch ours on' })).toBeVisible()
    await stage().passTime(SESSION_MS)
    await plaintiff.page.goto(paths.matter(matterId))
    await expect(plaintiff.page.getByText('The session ran to its end')).toBeVisible()
  })

  it('is ended by one side, with a reason that the other reads', async () => {
    const { matterId, plaintiff, defendant } = await inOpening(stage())
    await defendant.page.goto(paths.matter(matterId))
    await plaintiff.page.goto(paths.matterNumber(matterId))
    await stage().passTime(HOUR_MS)
    await plaintiff.page.getByRole('button', { name: 'End the session without a deal' }).click()
    await stage().look(plaintiff, 'ending a session')
    const dialog = plaintiff.page.getByRole('dialog')
    await dialog.getByLabel('A reason').fill('My client wants its day in court.')
    await dialog.getByRole('button', { name: 'End the session' }).click()
    await expect(plaintiff.page.getByRole('heading', { name: 'The session has ended' })).toBeVisible()
    await expect(defendant.page.getByText('My client wants its day in court.')).toBeVisible()
    await stage().look(defendant, 'matter, ended by the other side')
  })
})
