import { createHash } from 'node:crypto'
import { DOCX, type DocumentProblem, type MediaType } from '../../contract/documents.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { DocumentId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { type FileKey, FilesAway, fileKey } from '../files/file-store.ts'
import type { SeatAccess } from '../matters/seat-access.ts'
import { readDocxText } from './docx-text.ts'
import { cleanFileName } from './file-name.ts'
import { inspectDocument } from './inspect-document.ts'

/** A file as a person sent it: nothing about it has been believed yet. */
export type Upload = { readonly name: string; readonly bytes: Buffer }

/** A file that was found sound and lies in the file store; nobody reaches it before its row is written. */
export type ReceivedDocument = {
  readonly id: DocumentId
  readonly fileKey: FileKey
  readonly name: string
  readonly mediaType: MediaType
  readonly sizeBytes: number
  readonly sha256: string
  readonly previewText: string | null
}

/** Checks an upload by its content and puts it into the file store. The caller has checked the seat. */
export async function receiveDocument(
  ctx: Context,
  upload: Upload,
  allowed: readonly MediaType[],
): Promise<Result<ReceivedDocument, DocumentProblem>> {
  const inspected = await inspectDocument(upload.bytes, allowed)
  if (!inspected.ok) return inspected
  return storeDocument(ctx, upload, inspected.value)
}

/** Puts a document of our own making, or one found sound, into the file store. */
export async function storeDocument(
  ctx: Context,
  { name, bytes }: Upload,
  mediaType: MediaType,
): Promise<Result<ReceivedDocument, 'file-not-kept'>> {
  const key = fileKey(ctx.chance.newId())
  const previewText = mediaType === DOCX ? await readDocxText(bytes) : null
  try {
    await ctx.files.put(key, bytes)
  } catch (error) {
    if (!(error instanceof FilesAway)) throw error
    ctx.log.error({ reason: error.message }, 'a file could not be kept')
    return err('file-not-kept')
  }
  return ok({
    id: ctx.chance.newId() as DocumentId,
    fileKey: key,
    name: cleanFileName(name, mediaType),
    mediaType,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    previewText,
  })
}

/** Writes the row by which the file can be reached, in the transaction of what it belongs to. */
export async function recordDocument(
  tx: Tx,
  document: ReceivedDocument,
  seat: SeatAccess,
  at: Instant,
): Promise<void> {
  await tx
    .insertInto('documents')
    .values({
      ...document,
      matterId: seat.matterId,
      side: seat.side,
      uploadedBy: seat.userId,
      uploadedAt: at,
    })
    .execute()
}

/**
 * Runs the use case that is to write the rows of received documents. The files of those for which it wrote none (it
 * refused, or the form had been sent before) are taken away again. Where it throws they stay: its commit may have been
 * made, and a file without a row is out of everybody's reach.
 */
export async function keepingDocuments<T, E>(
  ctx: Context,
  documents: readonly ReceivedDocument[],
  work: () => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  const result = await work()
  const kept = await listKept(ctx, documents)
  const unkept = documents.filter((document) => !kept.has(document.id))
  await Promise.all(unkept.map((document) => ctx.files.delete(document.fileKey)))
  return result
}

async function listKept(
  ctx: Context,
  documents: readonly ReceivedDocument[],
): Promise<ReadonlySet<DocumentId>> {
  if (documents.length === 0) return new Set()
  const rows = await ctx.db
    .selectFrom('documents')
    .where(
      'id',
      'in',
      documents.map(({ id }) => id),
    )
    .select('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
