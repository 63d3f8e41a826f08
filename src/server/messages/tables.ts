import type { Instant } from '../../domain/deadlines.ts'
import type { DocumentId, MatterId, MessageId, UserId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'

export type MessagesTables = {
  messages: {
    id: MessageId
    matterId: MatterId
    side: Side
    author: UserId
    body: string
    sentAt: Instant
    submissionId: string
  }
  messageFiles: {
    messageId: MessageId
    position: number
    matterId: MatterId
    documentId: DocumentId
  }
}
