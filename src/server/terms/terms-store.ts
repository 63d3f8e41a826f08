import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SessionId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'
import type { Db, Tx } from '../db/database.ts'
import { type DocumentSummary, documentsOf } from '../documents/document-store.ts'
import type { TermsSource } from './tables.ts'

export type TermsVersionSummary = {
  readonly version: number
  readonly source: TermsSource
  readonly side: Side
  readonly addedByName: string
  readonly addedAt: Instant
  readonly commentCount: number
  readonly document: DocumentSummary
}

/** All versions of a session, the newest first. The caller has shown a seat on the matter. */
export async function listVersions(
  db: Db | Tx,
  matterId: MatterId,
  sessionId: SessionId,
): Promise<readonly TermsVersionSummary[]> {
  const rows = await db
    .selectFrom('termsVersions as v')
    .innerJoin('users', 'users.id', 'v.addedBy')
    .where('v.matterId', '=', matterId)
    .where('v.sessionId', '=', sessionId)
    .orderBy('v.version', 'desc')
    .select((eb) => [
      'v.version',
      'v.source',
      'v.side',
      'v.addedAt',
      'v.documentId',
      'users.name as addedByName',
      eb
        .selectFrom('termsComments as c')
        .whereRef('c.sessionId', '=', 'v.sessionId')
        .whereRef('c.version', '=', 'v.version')
        .select(eb.fn.countAll<number>().as('count'))
        .as('commentCount'),
    ])
    .execute()
  if (rows.length === 0) return []
  const documents = await documentsOf(db, matterId)
    .where(
      'documents.id',
      'in',
      rows.map((row) => row.documentId),
    )
    .execute()
  return rows.map(({ documentId, commentCount, ...row }) => {
    const document = documents.find(({ id }) => id === documentId)
    if (!document) throw new Error('a version has its document')
    return { ...row, commentCount: commentCount ?? 0, document }
  })
}

/** What the session was offered from the one before; null where nothing was, or there was none. */
export async function findCarriedOver(db: Db | Tx, sessionId: SessionId) {
  const row = await db
    .selectFrom('termsCarriedOver as o')
    .innerJoin('termsVersions as v', (join) =>
      join.onRef('v.sessionId', '=', 'o.fromSessionId').onRef('v.version', '=', 'o.fromVersion'),
    )
    .innerJoin('sessions', 'sessions.id', 'v.sessionId')
    .where('o.sessionId', '=', sessionId)
    .select(['v.matterId', 'v.documentId', 'v.termSheet', 'v.version', 'sessions.ordinal'])
    .executeTakeFirst()
  if (!row) return null
  const document = await documentsOf(db, row.matterId)
    .where('documents.id', '=', row.documentId)
    .executeTakeFirstOrThrow()
  return { document, termSheet: row.termSheet, fromVersion: row.version, fromOrdinal: row.ordinal }
}

/** The answers that a version was written from; null for uploads and for versions that are not there. */
export async function findTermSheet(db: Db | Tx, sessionId: SessionId, version: number) {
  const row = await db
    .selectFrom('termsVersions')
    .where('sessionId', '=', sessionId)
    .where('version', '=', version)
    .select('termSheet')
    .executeTakeFirst()
  return row?.termSheet ?? null
}

export type TermsComment = {
  readonly id: string
  readonly side: Side
  readonly authorName: string
  readonly body: string
  readonly writtenAt: Instant
}

/** The comments on one version, the oldest first. */
export function listComments(
  db: Db | Tx,
  sessionId: SessionId,
  version: number,
): Promise<readonly TermsComment[]> {
  return db
    .selectFrom('termsComments as c')
    .innerJoin('users', 'users.id', 'c.author')
    .where('c.sessionId', '=', sessionId)
    .where('c.version', '=', version)
    .orderBy('c.writtenAt')
    .orderBy('c.id')
    .select(['c.id', 'c.side', 'users.name as authorName', 'c.body', 'c.writtenAt'])
    .execute()
}
