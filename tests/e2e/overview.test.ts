import { expect } from '@playwright/test'
import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { DAY_MS, OPENING_MS } from '../../src/domain/deadlines.ts'
import { inOpening, standNumber } from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

describe('the overview of a matter', () => {
  it('says what is next, by the reader’s own side alone, from opening to an end and a new session', async () => {
    const { matterId, plaintiff, defendant } = await inOpening(stage())
    const { page } = plaintiff
    const next = page.locator('section').filter({ has: page.getByText('Next', { exact: true }) })
    await page.goto(paths.matter(matterId))
    await expect(page.locator('[aria-current="step"]')).toContainText('Opening')
    await expect(next.getByRole('heading', { name: 'Enter your number' })).toBeVisible()
    await stage().look(plaintiff, 'overview in opening')

    await standNumber(defendant.page, matterId, '118,730')
    await page.reload()
    await expect(next.getByRole('heading', { name: 'Enter your number' })).toBeVisible()
    await defendant.page.goto(paths.matter(matterId))
    await expect(defendant.page.getByRole('heading', { name: 'Your number stands' })).toBeVisible()
    await stage().look(defendant, 'overview in opening, a number stands')

    await stage().passTime(OPENING_MS)
    await expect(page.locator('[aria-current="step"]')).toContainText('Adjustment')
    await stage().look(plaintiff, 'overview in adjustment')
    await page.goto(paths.matters({ filter: 'adjustment' }))
    await expect(page.getByRole('row').filter({ hasText: 'Enter your number' })).toBeVisible()
    await stage().look(plaintiff, 'matters in adjustment')

    await stage().passTime(30 * DAY_MS - OPENING_MS)
    await page.goto(paths.matter(matterId))
    await expect(page.getByText('The session ran to its end')).toBeVisible()
    await expect(page.locator('[aria-current="step"]')).toHaveCount(0)
    await stage().look(plaintiff, 'overview, ended without a deal')
    await page.getByRole('button', { name: 'Start a new session' }).click()
    await expect(page.getByRole('heading', { name: 'Session 2' })).toBeVisible()

    await page.getByRole('button', { name: 'End the session without a deal' }).click()
    await page.getByLabel(/A reason/).fill('My client goes to trial.')
    await page.getByRole('button', { name: 'End the session', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'The session ended without a deal' })).toBeVisible()
    await defendant.page.reload()
    await expect(defendant.page.getByText('The plaintiff’s side ended the session')).toBeVisible()
    await expect(defendant.page.getByText('My client goes to trial.')).toBeVisible()
    await stage().look(defendant, 'overview, ended by the other side')
  })
})
