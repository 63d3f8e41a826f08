import type { ColumnType } from 'kysely'
import type { TermSheet, TermSheetDraft } from '../../contract/term-sheet.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { DocumentId, MatterId, SessionId, UserId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'

/** Read parsed, written as text. */
type Json<T> = ColumnType<T, string, string>

export type TermsSource = 'upload' | 'term-sheet' | 'earlier-session'

export type TermsTables = {
  termsVersions: {
    sessionId: SessionId
    version: number
    matterId: MatterId
    documentId: DocumentId
    source: TermsSource
    termSheet: ColumnType<TermSheet | null, string | null, string | null>
    side: Side
    addedBy: UserId
    addedAt: Instant
    submissionId: string
  }
  termsCarriedOver: {
    sessionId: SessionId
    fromSessionId: SessionId
    fromVersion: number
  }
  termSheetDrafts: {
    sessionId: SessionId
    side: Side
    answers: Json<TermSheetDraft>
    revision: number
    savedBy: UserId
    savedAt: Instant
  }
  termsComments: {
    id: string
    sessionId: SessionId
    version: number
    side: Side
    author: UserId
    body: string
    writtenAt: Instant
    submissionId: string
  }
  rulesTexts: {
    version: string
    sha256: string
    body: string
    keptAt: Instant
  }
  rulesAcceptances: {
    sessionId: SessionId
    side: Side
    acceptedAt: Instant
    acceptedBy: UserId
    rulesVersion: string
    termsSha256: string | null
  }
}
