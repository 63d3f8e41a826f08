import type { TermSheet, TermSheetField } from '../../contract/term-sheet.ts'
import { termSheetClauses } from '../../contract/term-sheet-clauses.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { printTermSheet } from '../../pdf/term-sheet.ts'
import { unprintableCharacters } from '../../pdf/typeface.ts'
import type { Context } from '../context.ts'
import { keepingDocuments, recordDocument, storeDocument } from '../documents/receive-document.ts'
import type { MatterSummary } from '../matters/read-matter.ts'
import { requireSeat } from '../matters/seat-access.ts'
import { readMatterSession } from '../sessions/read-matter-session.ts'
import {
  type AddedVersion,
  type AddTermsRefusal,
  addTermsVersion,
  findAddedVersion,
} from './add-terms-version.ts'
import { keepDraft } from './term-sheet-store.ts'

export type MakeTermsFromSheet = {
  readonly matterId: MatterId
  readonly submissionId: string
  readonly sheet: TermSheet
}

/** Answers that the paper's typeface cannot set as they were written. */
export type UnprintableAnswer = {
  readonly code: 'characters-not-printable'
  readonly field: TermSheetField
  readonly characters: readonly string[]
}

/** Prints a complete term sheet, which becomes the current version like an uploaded document. */
export async function makeTermsFromSheet(
  ctx: Context,
  viewer: Viewer,
  { matterId, submissionId, sheet }: MakeTermsFromSheet,
): Promise<Result<AddedVersion, AddTermsRefusal | UnprintableAnswer | 'file-not-kept'>> {
  const seat = await requireSeat(ctx.db, viewer.userId, matterId, 'prepare')
  if (!seat.ok) return seat
  const before = await findAddedVersion(ctx.db, viewer, { matterId, submissionId })
  if (before) return ok(before)
  const unprintable = findUnprintable(sheet)
  if (unprintable) return err(unprintable)
  const current = await readMatterSession(ctx, viewer, matterId)
  if (!current) return err('not-found')

  const bytes = await printTermSheet(paperOf(current.matter, sheet))
  const stored = await storeDocument(ctx, { name: 'Settlement term sheet.pdf', bytes }, 'application/pdf')
  if (!stored.ok) return stored
  const document = stored.value
  return keepingDocuments(ctx, [document], () =>
    addTermsVersion(
      ctx,
      viewer,
      {
        matterId,
        submissionId,
        documentId: document.id,
        sha256: document.sha256,
        source: 'term-sheet',
        termSheet: sheet,
      },
      async (tx, done) => {
        await recordDocument(tx, document, done.seat, done.at)
        await keepDraft(tx, { ...done, side: done.seat.side, answers: sheet, userId: viewer.userId })
      },
    ),
  )
}

function paperOf(matter: MatterSummary, sheet: TermSheet) {
  const { caption, forum, caseNumber, dispute, words, represents } = matter
  return { caption, forum, caseNumber, dispute, words, represents, clauses: termSheetClauses(sheet, words) }
}

function findUnprintable(sheet: TermSheet): UnprintableAnswer | null {
  for (const [field, answer] of Object.entries(sheet) as [TermSheetField, string][]) {
    const characters = unprintableCharacters(answer)
    if (characters.length > 0) return { code: 'characters-not-printable', field, characters }
  }
  return null
}
