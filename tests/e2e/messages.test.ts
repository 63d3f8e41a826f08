import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { makePdf } from '../../src/server/documents/document.fixture.ts'
import { expect } from './support/expect.ts'
import { atTerms } from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

describe('messages', () => {
  it('go to the other side with their files, and appear there', async () => {
    const { matterId, plaintiff, defendant } = await atTerms(stage())
    await defendant.page.goto(paths.matterMessages(matterId))
    await expect(defendant.page.getByText('No messages yet')).toBeVisible()
    await stage().look(defendant, 'messages, none yet')

    const { page } = plaintiff
    await page.goto(paths.matterMessages(matterId))
    await page.getByLabel('Message to the defendant side').fill('The invoices we spoke of.')
    await page.getByLabel('Files to share').setInputFiles({
      name: 'invoices.pdf',
      mimeType: 'application/pdf',
      buffer: makePdf('invoices'),
    })
    await page.getByRole('button', { name: 'Send to the defendant side' }).click()
    await expect(page.getByText('Your message is sent.')).toBeVisible()
    await expect(page.getByLabel('Message to the defendant side')).toHaveValue('')
    await expect(page.getByText('The invoices we spoke of.')).toHaveCount(1)
    await stage().look(plaintiff, 'messages, sent')

    await expect(defendant.page.getByText('The invoices we spoke of.')).toBeVisible()
    await defendant.page.getByRole('link', { name: /^invoices.pdf/ }).click()
    await expect(defendant.page.getByRole('heading', { name: 'invoices.pdf' })).toBeVisible()
    await stage().look(defendant, 'a shared file')
  })

  it('keep what was typed where a file is refused', async () => {
    const { matterId, plaintiff } = await atTerms(stage())
    plaintiff.tolerate(/422/)
    const { page } = plaintiff
    await page.goto(paths.matterMessages(matterId))
    await page.getByRole('button', { name: /^Send to/ }).click()
    await expect(page.getByRole('alert')).toContainText('Write a message or choose a file first.')
    await page.getByLabel('Message to the defendant side').fill('See attached.')
    await page.getByLabel('Files to share').setInputFiles({
      name: 'tool.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('MZ'),
    })
    await page.getByRole('button', { name: /^Send to/ }).click()
    await expect(page.getByRole('alert')).toContainText(
      'tool.pdf: This file is not one of the types taken here',
    )
    await expect(page.getByLabel('Message to the defendant side')).toHaveValue('See attached.')
    await stage().look(plaintiff, 'messages, a file refused')
  })
})
