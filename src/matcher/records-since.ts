import type { MatcherParts } from './decision.ts'
import { HELD } from './decision.ts'
import type { RecordsSinceRequest, RecordsSinceResponse } from './protocol.ts'
import { conditionOf, keepMark, markOf } from './session-condition.ts'
import { findSession, listRecords, type StoredSession } from './store.ts'

type Parts = Pick<MatcherParts, 'db' | 'keyStore' | 'marks'>

/**
 * Reads the marks first, then the version, then the records up to it: so that an answer is complete without a lock, and
 * what other matchers decide meanwhile is not taken for lost.
 */
export async function recordsSince(
  parts: Parts,
  request: RecordsSinceRequest,
): Promise<RecordsSinceResponse> {
  const { db, marks } = parts
  marks.refresh()
  const mark = marks.find(request.sessionId)
  const session = await findSession(db, request.sessionId)
  // A session has keys before anybody else knows of it.
  if (!session) return { kind: 'numbers-lost', version: 0, records: [] }
  const condition = conditionOf(session, mark)
  if (condition === 'held') return HELD
  const { id, version } = session
  // As nearly always, there is nothing new.
  const isKnown = version === request.version
  const records = isKnown ? [] : await listRecords(db, id, { after: request.version, upTo: version })
  const isLost =
    condition === 'numbers-lost' || version < request.version || !(await isKeyThere(parts, session))
  await keepMark(parts, session, await markOf(db, parts, session, null))
  return { kind: isLost ? 'numbers-lost' : 'records', version, records }
}

/**
 * A key that is there and opens nothing is found when it is used. One that is not may have been put away since the session
 * was read, which was wrapped anew before that.
 */
async function isKeyThere(parts: Parts, { id, keyDay }: StoredSession): Promise<boolean> {
  if (keyDay === null || (await parts.keyStore.has(keyDay))) return true
  const now = await findSession(parts.db, id)
  return now !== null && now.keyDay !== keyDay && isKeyThere(parts, now)
}
