import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { requireSeat } from '../matters/seat-access.ts'
import { findLatestSessionId } from '../sessions/session-store.ts'
import {
  type AddedVersion,
  type AddTermsRefusal,
  addTermsVersion,
  findAddedVersion,
} from './add-terms-version.ts'
import { findCarriedOver } from './terms-store.ts'

export type ReuseTerms = { readonly matterId: MatterId; readonly submissionId: string }

/** Makes the last terms of the session before the current version of this one. Nobody has approved it thereby. */
export async function reuseTerms(
  ctx: Context,
  viewer: Viewer,
  { matterId, submissionId }: ReuseTerms,
): Promise<Result<AddedVersion, AddTermsRefusal>> {
  const seat = await requireSeat(ctx.db, viewer.userId, matterId, 'prepare')
  if (!seat.ok) return seat
  const before = await findAddedVersion(ctx.db, viewer, { matterId, submissionId })
  if (before) return ok(before)
  const sessionId = await findLatestSessionId(ctx.db, matterId)
  const offered = sessionId && (await findCarriedOver(ctx.db, sessionId))
  if (!offered) return err('not-found')
  const { document, termSheet } = offered
  return addTermsVersion(
    ctx,
    viewer,
    {
      matterId,
      submissionId,
      documentId: document.id,
      sha256: document.sha256,
      source: 'earlier-session',
      termSheet,
    },
    async (_, done) => {
      if (done.sessionId !== sessionId) throw new Error('a new session was proposed meanwhile')
    },
  )
}
