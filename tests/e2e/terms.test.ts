import PDFDocument from 'pdfkit'
import { describe, it } from 'vitest'
import { paths } from '../../src/contract/paths.ts'
import { makeDocx } from '../../src/server/documents/document.fixture.ts'
import { acceptRules, approveVersion, type ChosenFile, sendTerms, uploadTerms } from './support/acts.ts'
import { expect } from './support/expect.ts'
import { atTerms } from './support/lawyers.ts'
import { stageOfFile } from './support/stage-of-file.ts'

const stage = stageOfFile()

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function agreementPdf(text: string): Promise<ChosenFile> {
  const document = new PDFDocument({ size: 'LETTER' })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => {
    document.on('end', resolve)
  })
  document.fontSize(18).text('Settlement Agreement').fontSize(12).moveDown().text(text)
  document.end()
  await ended
  return { name: 'settlement-agreement.pdf', mimeType: 'application/pdf', buffer: Buffer.concat(chunks) }
}

const docx = (...paragraphs: string[]): ChosenFile => ({
  name: 'settlement-agreement-v2.docx',
  mimeType: DOCX,
  buffer: makeDocx(...paragraphs),
})

describe('the terms', () => {
  it('are settled when both approve one version; a new one voids the approvals', async () => {
    const { matterId, plaintiff, defendant } = await atTerms(stage())
    const agreement = await agreementPdf('The Parties release all claims described in the Matter.')
    await uploadTerms(plaintiff.page, matterId, agreement)
    await expect(
      plaintiff.page.getByRole('link', { name: 'Version 1: settlement-agreement.pdf' }),
    ).toBeVisible()
    await stage().look(plaintiff, 'terms, version 1 uploaded')
    await stage()
      .mailbox(defendant.email)
      .next(/version 1 of the terms/)

    await defendant.page.goto(paths.matterTermsVersion(matterId, 1))
    await expect(defendant.page.getByText('The Parties release all claims')).toBeVisible()
    await stage().look(defendant, 'terms, version 1 read')
    await approveVersion(plaintiff.page, matterId, 1)
    await approveVersion(defendant.page, matterId, 1)
    await acceptRules(plaintiff.page, matterId)
    await stage().look(plaintiff, 'terms, a document settled')

    // A new version undoes what depended on the old one, and the other side's page says so by itself.
    await uploadTerms(defendant.page, matterId, docx('Settlement Agreement', 'Mutual release. '))
    await expect(defendant.page.getByRole('link', { name: /^Version 2:/ })).toBeVisible()
    await expect(plaintiff.page.getByRole('link', { name: /^Version 2:/ })).toBeVisible()
    await expect(plaintiff.page.getByText('Approved version 1, replaced since').first()).toBeVisible()
    await expect(plaintiff.page.getByText('Accepted and confirmed')).toHaveCount(0)
    await stage().look(plaintiff, 'terms, version 2 voids the approvals')
    await plaintiff.page.goto(paths.matterTermsVersion(matterId, 1))
    await expect(plaintiff.page.getByText('This version was replaced')).toBeVisible()
    await expect(plaintiff.page.getByRole('button', { name: /^Approve/ })).toHaveCount(0)
    await stage().look(plaintiff, 'terms, a replaced version')

    await plaintiff.page.goto(paths.matterTermsVersion(matterId, 2))
    await expect(plaintiff.page.getByText('Mutual release.').first()).toBeVisible()
    await stage().look(plaintiff, 'terms, a Word document read')
    await approveVersion(plaintiff.page, matterId, 2)
    await approveVersion(defendant.page, matterId, 2)
    await acceptRules(plaintiff.page, matterId)
    await acceptRules(defendant.page, matterId)
    await expect(defendant.page.getByRole('heading', { name: 'The terms are frozen' })).toBeVisible()
  })

  it('a file that is not what its name says is refused, in words', async () => {
    const { matterId, plaintiff } = await atTerms(stage())
    plaintiff.tolerate(/status of 422/)
    const file = { name: 'agreement.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ, not a PDF') }
    await sendTerms(plaintiff.page, matterId, file)
    const field = plaintiff.page.getByLabel('Settlement agreement or memorandum of understanding')
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await stage().look(plaintiff, 'terms, a file refused')
    await plaintiff.page.goto(paths.matterTerms(matterId))
    await expect(plaintiff.page.getByText('Version 1:')).toHaveCount(0)
  })

  it('a later start counts when both chose it', async () => {
    const { matterId, plaintiff, defendant } = await atTerms(stage())
    const { page } = plaintiff
    await page.goto(paths.matterTerms(matterId))
    await page.getByText('Propose a later start').click()
    await page.getByLabel('Day').fill('2026-01-12')
    await page.getByLabel(/^Time in/).fill('09:00')
    await page.getByRole('button', { name: 'Propose this start' }).click()
    await expect(page.getByText('Your proposal is with the other side.')).toBeVisible()
    await stage().look(plaintiff, 'terms, a later start proposed')
    await defendant.page.goto(paths.matterTerms(matterId))
    await defendant.page.getByRole('button', { name: 'Agree to this start' }).click()
    await expect(defendant.page.getByText('The later start is agreed.')).toBeVisible()
    await stage().look(defendant, 'terms, a later start agreed')
  })

  it('comments reach the other side’s open page', async () => {
    const { matterId, plaintiff, defendant } = await atTerms(stage())
    await uploadTerms(plaintiff.page, matterId, docx('Agreement'))
    await plaintiff.page.goto(paths.matterTermsVersion(matterId, 1))
    await defendant.page.goto(paths.matterTermsVersion(matterId, 1))
    await defendant.page.getByLabel('Add a comment').fill('Who pays the lien?')
    await defendant.page.getByRole('button', { name: 'Post the comment' }).click()
    await expect(plaintiff.page.getByText('Who pays the lien?')).toBeVisible()
  })
})
