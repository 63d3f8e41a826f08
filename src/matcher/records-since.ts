import type { MatcherParts } from './decision.ts'
import { MatcherError } from './matcher-error.ts'
import type { RecordsSinceRequest, RecordsSinceResponse } from './protocol.ts'
import { findSession, listRecords } from './store.ts'

/** Reads the version first and the records up to it, so that an answer is complete without a lock. */
export async function recordsSince(
  { db }: MatcherParts,
  request: RecordsSinceRequest,
): Promise<RecordsSinceResponse> {
  const session = await findSession(db, request.sessionId)
  if (!session) throw new MatcherError('session-unknown')
  const { version } = session
  return {
    kind: 'records',
    version,
    records: await listRecords(db, session.id, { after: request.version, upTo: version }),
  }
}
