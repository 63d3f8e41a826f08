import type { TermSheetDraft } from '../../contract/term-sheet.ts'
import { TERM_SHEET_START } from '../../contract/term-sheet.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { type MatterSession, readMatterSession } from '../sessions/read-matter-session.ts'
import { findDraft } from './term-sheet-store.ts'
import { findCarriedOver, findTermSheet } from './terms-store.ts'

export type TermSheetPage = {
  readonly current: MatterSession
  readonly answers: TermSheetDraft
  /** 0 where the own side has saved none yet. */
  readonly revision: number
  readonly saved: { readonly at: Instant; readonly byName: string } | null
  /** Where the answers come from, if not from the own draft. */
  readonly from: 'draft' | 'version' | 'earlier-session' | 'start'
  /** For the version made from it: sent twice, the form makes one. */
  readonly submissionId: string
}

/**
 * The term sheet to be filled in: the own side's draft, unless the answers of a version are asked for; else those of
 * the current version, or of the last terms of the session before. Null where the viewer has no seat.
 */
export async function readTermSheet(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  fromVersion: number | null,
): Promise<TermSheetPage | null> {
  const current = await readMatterSession(ctx, viewer, matterId)
  if (!current) return null
  const draft = await findDraft(ctx.db, current.session.id, current.seat.side)
  const page = {
    current,
    revision: draft?.revision ?? 0,
    saved: draft && { at: draft.savedAt, byName: draft.savedByName },
    submissionId: ctx.chance.newId(),
  }
  if (fromVersion !== null) {
    const answers = await findTermSheet(ctx.db, current.session.id, fromVersion)
    if (answers) return { ...page, answers, from: 'version' }
  }
  if (draft) return { ...page, answers: draft.answers, from: 'draft' }
  return { ...page, ...(await startingAnswers(ctx, current)) }
}

async function startingAnswers(
  ctx: Context,
  { session, view, matter }: MatterSession,
): Promise<Pick<TermSheetPage, 'answers' | 'from'>> {
  const current = view.terms && (await findTermSheet(ctx.db, session.id, view.terms.version))
  if (current) return { answers: current, from: 'version' }
  const offered = (await findCarriedOver(ctx.db, session.id))?.termSheet
  if (offered) return { answers: offered, from: 'earlier-session' }
  const claims = matter.dispute === '' ? {} : { claims: matter.dispute }
  return { answers: { ...TERM_SHEET_START, ...claims }, from: 'start' }
}
