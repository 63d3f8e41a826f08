import { expect, test } from 'vitest'
import { completeTermSheet } from '../contract/term-sheet.fixture.ts'
import { termSheetSchema } from '../contract/term-sheet.ts'
import { termSheetClauses } from '../contract/term-sheet-clauses.ts'
import { inspectPdf } from '../server/documents/inspect-pdf.ts'
import { printTermSheet, type TermSheetPaper } from './term-sheet.ts'

const words = { plaintiff: 'claimant', defendant: 'respondent' }
const paper: TermSheetPaper = {
  caption: 'Žižka et al. v. Ωmega Holdings plc',
  forum: 'Superior Court of California',
  caseNumber: '24-CV-1',
  dispute: 'Breach of contract',
  words,
  represents: { plaintiff: 'Ana Žižka', defendant: '' },
  clauses: termSheetClauses(termSheetSchema.parse(completeTermSheet), words),
}

test('the same answers give the same bytes', async () => {
  const [one, other] = [await printTermSheet(paper), await printTermSheet(paper)]
  expect(one.equals(other)).toBe(true)
})

test('is a PDF that passes our own checks and says nothing of when it was made', async () => {
  const bytes = await printTermSheet(paper)
  expect(inspectPdf(bytes).ok).toBe(true)
  expect(bytes.toString('latin1')).toContain('<xmp:CreateDate>1970-01-01T00:00:00Z<')
})

test('another answer gives other bytes', async () => {
  const clauses = termSheetClauses(termSheetSchema.parse({ ...completeTermSheet, paymentDays: '31' }), words)
  expect((await printTermSheet({ ...paper, clauses })).equals(await printTermSheet(paper))).toBe(false)
})
