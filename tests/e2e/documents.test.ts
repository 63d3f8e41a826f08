import type { Page } from '@playwright/test'
import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { printTermSheet } from '../../src/pdf/term-sheet.ts'
import { makeDocx, makePdf, makeScannedPdf } from '../../src/server/documents/document.fixture.ts'
import { expect } from './support/expect.ts'
import { atTerms, type Lawyers } from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

/** An agreement of two pages, as a program of ours prints one. */
function agreement(caption: string): Promise<Buffer> {
  const clauses = Array.from({ length: 14 }, (_, clause) => ({
    heading: `Clause ${clause + 1}`,
    paragraphs: ['The parties settle all claims that were or could have been raised in the matter.'],
  }))
  return printTermSheet({
    caption,
    forum: 'Superior Court of California',
    caseNumber: '26-1',
    dispute: '',
    words: { plaintiff: 'plaintiff', defendant: 'defendant' },
    represents: { plaintiff: 'Maria Alvarez', defendant: '' },
    clauses,
  })
}

async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page
    .getByLabel('Settlement agreement or memorandum of understanding')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await page.getByRole('button', { name: /^Upload as version/ }).click()
}

async function uploadAgreement({ matterId, plaintiff }: Lawyers, caption: string): Promise<void> {
  await plaintiff.page.goto(paths.matterTerms(matterId))
  await upload(plaintiff.page, 'Settlement agreement.pdf', await agreement(caption))
  await expect(plaintiff.page.getByText('The new version is here')).toBeVisible()
}

describe('documents and the term sheet', () => {
  it('are uploaded, read in the page, approved by both, and accepted with the rules until opening begins', async () => {
    const lawyers = await atTerms(stage())
    const { matterId, plaintiff, defendant } = lawyers
    await plaintiff.page.goto(paths.matterTerms(matterId))
    await expect(
      plaintiff.page.getByRole('heading', {
        name: 'Have you and the other side agreed on non-monetary terms?',
      }),
    ).toBeVisible()
    await stage().look(plaintiff, 'terms, nothing yet')
    await uploadAgreement(lawyers, 'Alvarez v. Northgate')
    await stage().look(plaintiff, 'terms, a version uploaded')
    await plaintiff.page.getByRole('link', { name: 'Read version 1' }).click()
    await plaintiff.page.getByRole('button', { name: 'Approve version 1' }).click()
    await expect(plaintiff.page.getByText('Your side approves this version.').first()).toBeVisible()

    const { page } = defendant
    await page.goto(paths.matterTerms(matterId))
    await page.getByRole('link', { name: 'Read version 1' }).click()
    await expect(page.getByText('Page 1 of 2', { exact: true })).toBeVisible()
    // The words lie over the picture, to be selected and read out.
    await expect(page.getByText('Alvarez v. Northgate').first()).toBeAttached()
    await page.getByRole('button', { name: 'Next page' }).click()
    await expect(page.getByText('Page 2 of 2', { exact: true })).toBeVisible()
    await page.getByLabel('Size').selectOption('150%')
    await stage().look(defendant, 'terms, a version to approve')
    await page.getByLabel('Add a comment').fill('Clause 3: 45 days, please.')
    await page.getByRole('button', { name: 'Post the comment' }).click()
    await expect(page.getByText('Your comment is posted.')).toBeVisible()
    await expect(page.getByLabel('Add a comment')).toHaveValue('')
    await page.getByRole('button', { name: 'Approve version 1' }).click()
    await page.getByRole('link', { name: 'Next: accept the rules' }).click()

    await expect(page.getByRole('heading', { name: 'Accept the rules and confirm authority' })).toBeVisible()
    await page.getByRole('button', { name: 'Accept and confirm' }).click()
    await expect(page.getByRole('alert')).toContainText(
      'Tick this box if your client has given you authority',
    )
    await stage().look(defendant, 'rules, not yet ticked')
    await page.getByRole('checkbox', { name: /^I have read the rules/ }).check()
    await page.getByRole('checkbox', { name: /^My client has given me authority/ }).check()
    await page.getByRole('button', { name: 'Accept and confirm' }).click()
    await expect(
      page.getByRole('heading', { name: /^Waiting for the plaintiff side to accept/ }),
    ).toBeVisible()
    await stage().look(defendant, 'terms, waiting for the other acceptance')

    await plaintiff.page.goto(paths.matterRules(matterId))
    await plaintiff.page.getByRole('checkbox', { name: /^I have read the rules/ }).check()
    await plaintiff.page.getByRole('checkbox', { name: /^My client has given me authority/ }).check()
    await plaintiff.page.getByRole('button', { name: 'Accept and confirm' }).click()
    await expect(plaintiff.page.getByRole('heading', { name: 'The terms are frozen' })).toBeVisible()
    await stage().look(plaintiff, 'terms, frozen')
    await plaintiff.page.goto(paths.matterActivity(matterId))
    await expect(plaintiff.page.getByText('Opening began. The terms are frozen.')).toBeVisible()
    await stage().look(plaintiff, 'activity')
  })

  it('that are skipped take both sides, each by its own click', async () => {
    const { matterId, plaintiff, defendant } = await atTerms(stage())
    await plaintiff.page.goto(paths.matterTerms(matterId))
    await plaintiff.page.getByRole('button', { name: 'Skip, for our side' }).click()
    await expect(
      plaintiff.page.getByText('It takes effect once the defendant side wishes it too.'),
    ).toBeVisible()
    await stage().look(plaintiff, 'terms, one side skips')
    await defendant.page.goto(paths.matterTerms(matterId))
    await expect(
      defendant.page.getByRole('heading', { name: 'The plaintiff side wishes to skip the terms' }),
    ).toBeVisible()
    await defendant.page.getByRole('button', { name: 'Skip, for our side' }).click()
    await defendant.page.getByRole('link', { name: 'Read and accept the rules' }).click()
    await expect(
      defendant.page
        .getByText('the claims described in the matter, released for the amount, long form to follow')
        .first(),
    ).toBeVisible()
    await stage().look(defendant, 'rules, to be accepted')
  })

  it.each([
    ['empty.pdf', Buffer.alloc(0), 'This file is empty (0 bytes)'],
    ['large.pdf', Buffer.alloc(25 * 1024 * 1024 + 1, ' '), 'This file is larger than 25 MB'],
    ['program.pdf', Buffer.from('MZ a program'), 'What counts is what is in the file, not its name'],
    ['cut-off.pdf', makePdf('x').subarray(0, -30), 'This file is damaged or incomplete'],
  ])('refuse %s with the reason', async (name, bytes, reason) => {
    const { matterId, plaintiff } = await atTerms(stage())
    // A refused form is answered 422, which the browser's console notes.
    plaintiff.tolerate(/422/)
    await plaintiff.page.goto(paths.matterTerms(matterId))
    await upload(plaintiff.page, name, bytes)
    await expect(plaintiff.page.getByText(reason).first()).toBeVisible()
    await stage().look(plaintiff, 'terms, a file refused')
    await plaintiff.page.reload()
    await expect(plaintiff.page.getByText('Version 1:')).toHaveCount(0)
  })

  it('as a scan, with a font that is not embedded, are drawn without WebAssembly', async () => {
    const { matterId, plaintiff } = await atTerms(stage())
    await plaintiff.page.goto(paths.matterTerms(matterId))
    await upload(plaintiff.page, 'scan.pdf', makeScannedPdf())
    await plaintiff.page.getByRole('link', { name: 'Read version 1' }).click()
    await expect(plaintiff.page.getByText('Scanned agreement')).toBeAttached()
    await stage().look(plaintiff, 'terms, a scan')
    const asked = plaintiff.sent().filter((request) => request.includes('/assets/pdfjs-'))
    expect(asked.some((request) => request.includes('/wasm/jbig2_nowasm_fallback.js'))).toBe(true)
    expect(asked.some((request) => request.includes('/standard_fonts/'))).toBe(true)
  })

  it('as a Word document are read as text', async () => {
    const { matterId, plaintiff } = await atTerms(stage())
    await plaintiff.page.goto(paths.matterTerms(matterId))
    await upload(plaintiff.page, 'mou.docx', makeDocx('Whereas the parties wish to settle', 'Now therefore'))
    await plaintiff.page.getByRole('link', { name: 'Read version 1' }).click()
    await expect(plaintiff.page.getByText('Whereas the parties wish to settle')).toBeVisible()
    await stage().look(plaintiff, 'terms, a Word document')
    const download = plaintiff.page.waitForEvent('download')
    await plaintiff.page.getByRole('link', { name: /^Download mou.docx/ }).click()
    expect((await download).suggestedFilename()).toBe('mou.docx')
  })

  it('come from the term sheet: drafted in private, previewed, made a version', async () => {
    const { matterId, plaintiff, defendant } = await atTerms(stage())
    plaintiff.tolerate(/422/)
    const { page } = plaintiff
    await page.goto(paths.matterTermSheet(matterId))
    await page.getByRole('radio', { name: /^Mutual/ }).check()
    await stage().look(plaintiff, 'term sheet')
    await page.getByRole('button', { name: 'Save the draft' }).click()
    await expect(page.getByText('The draft is saved, for your side alone.')).toBeVisible()
    await page.getByRole('button', { name: 'Save and see how it reads' }).click()
    await expect(page.getByRole('alert')).toContainText('Choose what becomes of the case.')
    await stage().look(plaintiff, 'term sheet, incomplete')

    for (const name of [/^Released too/, /^Both sides$/, /^No admission/, /^Dismissed with prejudice/]) {
      await page.getByRole('radio', { name }).check()
    }
    for (const name of [/^Each side bears/, /satisfies them$/, /^Nobody who is paid/, /^W-9/]) {
      await page.getByRole('radio', { name }).check()
    }
    for (const radio of await page.getByRole('radio', { name: /^Included/ }).all()) await radio.check()
    await page.getByLabel('Counted from').selectOption('the deal')
    await page.getByLabel('Paid by').selectOption('Wire transfer')
    await page.getByLabel('Governing law').fill('California')
    await page.getByRole('button', { name: 'Save and see how it reads' }).click()
    await expect(page.getByRole('heading', { name: 'How it reads' })).toBeVisible()
    await stage().look(plaintiff, 'term sheet, previewed')
    await defendant.page.goto(paths.matterTermSheet(matterId))
    await expect(defendant.page.getByRole('radio', { name: /^Mutual/ })).not.toBeChecked()

    await page.getByRole('button', { name: 'Make this version 1' }).click()
    await expect(page.getByRole('heading', { name: 'Version 1: Settlement term sheet.pdf' })).toBeVisible()
    await expect(page.getByText('Page 1 of 2', { exact: true })).toBeVisible()
    await defendant.page.goto(paths.matterTermSheet(matterId))
    await expect(defendant.page.getByRole('radio', { name: /^Mutual/ })).toBeChecked()
  })

  it('are given no start that the clocks skip, and keep what was typed', async () => {
    const { matterId, plaintiff } = await atTerms(stage())
    plaintiff.tolerate(/422/)
    const { page } = plaintiff
    await page.goto(paths.matterTerms(matterId))
    await page.getByText('Propose a later start').click()
    await page.getByLabel('Day').fill('2026-03-08')
    await page.getByLabel(/^Time in Los Angeles/).fill('02:30')
    await page.getByRole('button', { name: 'Propose this start' }).click()
    await expect(page.getByText('the clocks are set forward over this time')).toBeVisible()
    await expect(page.getByLabel('Day')).toHaveValue('2026-03-08')
    await stage().look(plaintiff, 'terms, a start that never comes')
  })
})
