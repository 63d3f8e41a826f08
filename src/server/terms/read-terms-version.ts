import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { findDocument } from '../documents/document-store.ts'
import { type MatterSession, readMatterSession } from '../sessions/read-matter-session.ts'
import { listComments, listVersions, type TermsComment, type TermsVersionSummary } from './terms-store.ts'

export type TermsVersionPage = {
  readonly current: MatterSession
  readonly version: TermsVersionSummary
  /** The words of a DOCX; null for a PDF, and where they cannot be shown. */
  readonly previewText: string | null
  /** The oldest first. */
  readonly comments: readonly TermsComment[]
  /** For the next comment: sent twice, it is one. */
  readonly submissionId: string
}

/** One version with its comments; null where the viewer has no seat, or the session no such version. */
export async function readTermsVersion(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  number: number,
): Promise<TermsVersionPage | null> {
  const current = await readMatterSession(ctx, viewer, matterId)
  if (!current) return null
  const versions = await listVersions(ctx.db, matterId, current.session.id)
  const version = versions.find((each) => each.version === number)
  if (!version) return null
  const document = await findDocument(ctx.db, matterId, version.document.id)
  return {
    current,
    version,
    previewText: document?.previewText ?? null,
    comments: await listComments(ctx.db, current.session.id, number),
    submissionId: ctx.chance.newId(),
  }
}
