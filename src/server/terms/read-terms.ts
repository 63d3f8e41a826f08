import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import type { DocumentSummary } from '../documents/document-store.ts'
import { type MatterSession, readMatterSession } from '../sessions/read-matter-session.ts'
import { findDraft } from './term-sheet-store.ts'
import { findCarriedOver, listVersions, type TermsVersionSummary } from './terms-store.ts'

export type TermsPage = {
  readonly current: MatterSession
  /** The newest first. */
  readonly versions: readonly TermsVersionSummary[]
  /** The last terms of the session before, while no side has used them again. */
  readonly offered: OfferedTerms | null
  /** The own side's unfinished term sheet. The other side's is not for this reader. */
  readonly draft: { readonly savedAt: Instant; readonly savedByName: string } | null
  /** Who accepted the rules for each side, where the acceptance stands. */
  readonly acceptedBy: Readonly<Partial<Record<Side, string>>>
  /** For the next form: sent twice, it has its effect once. */
  readonly submissionId: string
}

export type OfferedTerms = {
  readonly document: DocumentSummary
  readonly fromVersion: number
  readonly fromOrdinal: number
}

/** Step 1 as the viewer may see it; null where the viewer has no seat on the matter. */
export async function readTerms(ctx: Context, viewer: Viewer, matterId: MatterId): Promise<TermsPage | null> {
  const current = await readMatterSession(ctx, viewer, matterId)
  if (!current) return null
  const sessionId = current.session.id
  const versions = await listVersions(ctx.db, matterId, sessionId)
  const draft = await findDraft(ctx.db, sessionId, current.seat.side)
  return {
    current,
    versions,
    offered: versions.length === 0 ? await readOffered(ctx, current) : null,
    draft: draft && { savedAt: draft.savedAt, savedByName: draft.savedByName },
    acceptedBy: await readAcceptedBy(ctx, current),
    submissionId: ctx.chance.newId(),
  }
}

async function readOffered(ctx: Context, current: MatterSession): Promise<OfferedTerms | null> {
  const offered = await findCarriedOver(ctx.db, current.session.id)
  if (!offered) return null
  const { document, fromVersion, fromOrdinal } = offered
  return { document, fromVersion, fromOrdinal }
}

async function readAcceptedBy(
  ctx: Context,
  { session, view }: MatterSession,
): Promise<TermsPage['acceptedBy']> {
  const rows = await ctx.db
    .selectFrom('rulesAcceptances as a')
    .innerJoin('users', 'users.id', 'a.acceptedBy')
    .where('a.sessionId', '=', session.id)
    .select(['a.side', 'a.acceptedAt', 'users.name'])
    .orderBy('a.side')
    .execute()
  const standing = rows.filter(({ side, acceptedAt }) => view.sides[side].acceptance?.at === acceptedAt)
  return Object.fromEntries(standing.map(({ side, name }) => [side, name]))
}
