import type { MediaType } from '../../contract/documents.ts'
import type { Instant } from '../../domain/deadlines.ts'
import { type DocumentId, isId, type MatterId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'
import type { Db, Tx } from '../db/database.ts'

/** What everybody on the matter may know of a document. */
export type DocumentSummary = {
  readonly id: DocumentId
  readonly name: string
  readonly mediaType: MediaType
  readonly sizeBytes: number
  readonly sha256: string
  readonly side: Side
  readonly uploadedByName: string
  readonly uploadedAt: Instant
}

/** One document of the matter; null where the matter has none of this id, though another may. */
export async function findDocument(db: Db | Tx, matterId: MatterId, documentId: DocumentId) {
  if (!isId(documentId)) return null
  return (
    (await documentsOf(db, matterId)
      .where('documents.id', '=', documentId)
      .select(['documents.fileKey', 'documents.previewText'])
      .executeTakeFirst()) ?? null
  )
}

/** The query of a matter's documents with what may be known of each; the caller narrows it. */
export function documentsOf(db: Db | Tx, matterId: MatterId) {
  return db
    .selectFrom('documents')
    .innerJoin('users', 'users.id', 'documents.uploadedBy')
    .where('documents.matterId', '=', matterId)
    .select([
      'documents.id',
      'documents.name',
      'documents.mediaType',
      'documents.sizeBytes',
      'documents.sha256',
      'documents.side',
      'users.name as uploadedByName',
      'documents.uploadedAt',
    ])
}
