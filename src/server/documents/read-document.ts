import type { Viewer } from '../../contract/viewer.ts'
import type { DocumentId, MatterId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { findSeatAccess } from '../matters/seat-access.ts'
import { type DocumentSummary, findDocument } from './document-store.ts'

export type ReadableDocument = DocumentSummary & {
  /** The words of a DOCX; null for other types, and where they cannot be shown. */
  readonly previewText: string | null
}

/** A document of the matter, for its page; null where the viewer has no seat or the matter no such document. */
export async function readDocument(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  documentId: DocumentId,
): Promise<ReadableDocument | null> {
  const seat = await findSeatAccess(ctx.db, viewer.userId, matterId)
  const found = seat && (await findDocument(ctx.db, matterId, documentId))
  if (!found) return null
  const { fileKey: _, ...document } = found
  return document
}
