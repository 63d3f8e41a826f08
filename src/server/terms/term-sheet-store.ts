import type { TermSheetDraft } from '../../contract/term-sheet.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { SessionId, UserId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'
import type { Db, Tx } from '../db/database.ts'

export type KeptDraft = {
  readonly sessionId: SessionId
  readonly side: Side
  readonly answers: TermSheetDraft
  readonly userId: UserId
  readonly at: Instant
}

/** A side's draft, for that side's people alone. */
export async function findDraft(db: Db | Tx, sessionId: SessionId, side: Side) {
  const row = await db
    .selectFrom('termSheetDrafts as draft')
    .innerJoin('users', 'users.id', 'draft.savedBy')
    .where('draft.sessionId', '=', sessionId)
    .where('draft.side', '=', side)
    .select(['draft.answers', 'draft.revision', 'draft.savedAt', 'users.name as savedByName'])
    .executeTakeFirst()
  return row ?? null
}

/** Replaces the draft, whatever it was. */
export async function keepDraft(tx: Tx, { sessionId, side, answers, userId, at }: KeptDraft): Promise<void> {
  const change = { answers: JSON.stringify(answers), savedBy: userId, savedAt: at }
  await tx
    .insertInto('termSheetDrafts')
    .values({ sessionId, side, revision: 1, ...change })
    .onConflict((conflict) =>
      conflict
        .columns(['sessionId', 'side'])
        .doUpdateSet((eb) => ({ ...change, revision: eb('termSheetDrafts.revision', '+', 1) })),
    )
    .execute()
}

/** Replaces the draft if it is still the one of that revision (0: none); says whether it was. */
export async function replaceDraft(tx: Tx, revision: number, draft: KeptDraft): Promise<boolean> {
  const change = { answers: JSON.stringify(draft.answers), savedBy: draft.userId, savedAt: draft.at }
  const { sessionId, side } = draft
  const written =
    revision === 0
      ? await tx
          .insertInto('termSheetDrafts')
          .values({ sessionId, side, revision: 1, ...change })
          .onConflict((conflict) => conflict.columns(['sessionId', 'side']).doNothing())
          .executeTakeFirst()
          .then((result) => result.numInsertedOrUpdatedRows)
      : await tx
          .updateTable('termSheetDrafts')
          .set({ ...change, revision: revision + 1 })
          .where('sessionId', '=', sessionId)
          .where('side', '=', side)
          .where('revision', '=', revision)
          .executeTakeFirst()
          .then((result) => result.numUpdatedRows)
  return written === 1n
}
