import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { OPENING_MS } from '../../src/domain/deadlines.ts'
import { copyDatabase } from '../support/database-copy.ts'
import { expect } from './support/expect.ts'
import { inOpening, standNumber } from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

describe('after an older database was restored', () => {
  it('both sides are asked in the same words to enter anew, until they have', async () => {
    const { matterId, plaintiff, defendant } = await inOpening(stage())
    await standNumber(plaintiff.page, matterId, '263,417')
    const copy = await copyDatabase(stage().server.ownerUrl)
    await standNumber(plaintiff.page, matterId, '251,300')
    await copy.restore()
    await stage().passTime(60_000)

    const words = []
    for (const lawyer of [plaintiff, defendant]) {
      const { page } = lawyer
      await page.goto(paths.matter(matterId))
      await expect(page.getByText('Please enter your number anew')).toBeVisible()
      words.push(await page.getByText('After a fault on our side').innerText())
      await page.goto(paths.matterNumber(matterId))
      await expect(page.getByText('No number of your side stands.')).toBeVisible()
      await stage().look(lawyer, 'number, voided by a restored database')
      await stage()
        .mailbox(lawyer.email)
        .next(/please enter your number anew/)
    }
    expect(words[0]).toBe(words[1])

    await standNumber(plaintiff.page, matterId, '248,900')
    await expect(plaintiff.page.getByText('Please enter your number anew')).toHaveCount(0)
    await plaintiff.page.goto(paths.notices())
    await stage().look(plaintiff, 'notices, numbers voided')
    await plaintiff.page.goto(paths.matterActivity(matterId))
    await stage().look(plaintiff, 'activity, numbers voided')
  })

  it('a session that had ended is on hold for both, and every page of it says so', async () => {
    const { matterId, plaintiff, defendant } = await inOpening(stage())
    await standNumber(plaintiff.page, matterId, '263,417')
    const copy = await copyDatabase(stage().server.ownerUrl)
    await standNumber(defendant.page, matterId, '263,417')
    await stage().passTime(OPENING_MS)
    await plaintiff.page.goto(paths.matter(matterId))
    await expect(plaintiff.page.getByRole('heading', { name: 'There is a deal' }).first()).toBeVisible()
    await copy.restore()
    await stage().passTime(60_000)

    for (const lawyer of [plaintiff, defendant]) {
      const { page } = lawyer
      await page.goto(paths.matter(matterId))
      await expect(page.getByText('The session is on hold').first()).toBeVisible()
      await expect(page.getByText('Step 2')).toHaveCount(0)
      await stage().look(lawyer, 'matter, on hold')
      await page.goto(paths.matterNumber(matterId))
      await expect(page.getByText('The numbers are destroyed, and nothing is compared.')).toBeVisible()
      await stage().look(lawyer, 'number, on hold')
      await stage()
        .mailbox(lawyer.email)
        .next(/on hold/)
    }
    await plaintiff.page.goto(paths.matters())
    await stage().look(plaintiff, 'matters, one on hold')
  })
})
