import type { Viewer } from '../../contract/viewer.ts'
import type { DocumentId, MatterId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { findSeatAccess } from '../matters/seat-access.ts'
import { findDocument } from './document-store.ts'
import { attachmentHeader } from './file-name.ts'

export type Download = { readonly bytes: Buffer; readonly headers: Readonly<Record<string, string>> }

/**
 * The bytes of a document with headers by which no browser takes them for a page of ours: saved and not shown, of the
 * type that was found in it, without any right to run, kept in no cache.
 */
export async function downloadDocument(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  documentId: DocumentId,
): Promise<Download | null> {
  const seat = await findSeatAccess(ctx.db, viewer.userId, matterId)
  const document = seat && (await findDocument(ctx.db, matterId, documentId))
  if (!document) return null
  return {
    bytes: await ctx.files.get(document.fileKey),
    headers: {
      'Content-Type': document.mediaType,
      'Content-Length': String(document.sizeBytes),
      'Content-Disposition': attachmentHeader(document.name),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store, private',
      'Cross-Origin-Resource-Policy': 'same-origin',
    },
  }
}
