import type { TermSheetDraft } from '../../contract/term-sheet.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { type AccessRefusal, requireSeat } from '../matters/seat-access.ts'
import { readMatterSession } from '../sessions/read-matter-session.ts'
import { findDraft, replaceDraft } from './term-sheet-store.ts'

export type SaveTermSheet = {
  readonly matterId: MatterId
  readonly answers: TermSheetDraft
  /** Of the draft that was on the page; 0 where there was none. */
  readonly revision: number
}

/** Somebody of the own side has saved the draft meanwhile. */
export type DraftChanged = {
  readonly code: 'draft-changed'
  readonly revision: number
  readonly savedByName: string
}

export type SaveRefusal = AccessRefusal | 'terms-frozen' | DraftChanged

/** Keeps what a side has filled in, for its own people alone. Returns the draft's new revision. */
export async function saveTermSheet(
  ctx: Context,
  viewer: Viewer,
  { matterId, answers, revision }: SaveTermSheet,
): Promise<Result<{ readonly revision: number }, SaveRefusal>> {
  const current = await readMatterSession(ctx, viewer, matterId)
  if (!current) return err('not-found')
  if (current.view.phase !== 'terms') return err('terms-frozen')
  const sessionId = current.session.id
  return transact(ctx.db, async (tx): Promise<Result<{ readonly revision: number }, SaveRefusal>> => {
    const seat = await requireSeat(tx, viewer.userId, matterId, 'prepare')
    if (!seat.ok) return seat
    const { side } = seat.value
    const draft = { sessionId, side, answers, userId: viewer.userId, at: current.now }
    if (await replaceDraft(tx, revision, draft)) return ok({ revision: revision + 1 })
    const other = await findDraft(tx, sessionId, side)
    if (!other) return err('not-found')
    return err({ code: 'draft-changed', revision: other.revision, savedByName: other.savedByName })
  })
}
