import { type DocumentProblem, TERMS_MEDIA_TYPES } from '../../contract/documents.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import {
  keepingDocuments,
  receiveDocument,
  recordDocument,
  type Upload,
} from '../documents/receive-document.ts'
import { requireSeat } from '../matters/seat-access.ts'
import {
  type AddedVersion,
  type AddTermsRefusal,
  addTermsVersion,
  findAddedVersion,
} from './add-terms-version.ts'

export type UploadTerms = {
  readonly matterId: MatterId
  readonly submissionId: string
  readonly file: Upload
}

/** A settlement agreement or MOU of either side's becomes the current version, for both to read and approve. */
export async function uploadTerms(
  ctx: Context,
  viewer: Viewer,
  { matterId, submissionId, file }: UploadTerms,
): Promise<Result<AddedVersion, AddTermsRefusal | DocumentProblem>> {
  const seat = await requireSeat(ctx.db, viewer.userId, matterId, 'prepare')
  if (!seat.ok) return seat
  const before = await findAddedVersion(ctx.db, viewer, { matterId, submissionId })
  if (before) return ok(before)

  const received = await receiveDocument(ctx, file, TERMS_MEDIA_TYPES)
  if (!received.ok) return received
  const document = received.value
  return keepingDocuments(ctx, [document], () =>
    addTermsVersion(
      ctx,
      viewer,
      {
        matterId,
        submissionId,
        documentId: document.id,
        sha256: document.sha256,
        source: 'upload',
        termSheet: null,
      },
      (tx, done) => recordDocument(tx, document, done.seat, done.at),
    ),
  )
}
