import type { MediaType } from '../../contract/documents.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { DocumentId, MatterId, UserId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'
import type { FileKey } from '../files/file-store.ts'

export type DocumentsTables = {
  documents: {
    id: DocumentId
    matterId: MatterId
    fileKey: FileKey
    name: string
    mediaType: MediaType
    sizeBytes: number
    sha256: string
    previewText: string | null
    side: Side
    uploadedBy: UserId
    uploadedAt: Instant
  }
}
