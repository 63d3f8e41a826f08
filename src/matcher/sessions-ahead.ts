import { sql } from 'kysely'
import type { SessionId } from '../domain/ids.ts'
import type { MatcherParts } from './decision.ts'
import type { SessionsAheadRequest, SessionsAheadResponse } from './protocol.ts'

/**
 * A caller whose transaction died after our answer finds here what it has to catch up with; one whose database was
 * restored, what has to be voided or is held.
 */
export async function sessionsAhead(
  { db, marks, keyStore }: MatcherParts,
  { known }: SessionsAheadRequest,
): Promise<SessionsAheadResponse> {
  marks.refresh()
  const marked = known.filter(({ sessionId, version }) => marks.find(sessionId).version > version)
  const ids = known.map(({ sessionId }) => sessionId)
  const versions = known.map(({ version }) => version)
  const days = await keyStore.listDays()
  const { rows } = await sql<{ id: SessionId }>`
    select known.id from unnest(${ids}::uuid[], ${versions}::int[]) as known (id, version)
    left join sessions s on s.id = known.id
    where s.version is distinct from known.version or s.key_day <> all(${days}::int[])`.execute(db)
  const sessionIds = new Set([...rows.map(({ id }) => id), ...marked.map(({ sessionId }) => sessionId)])
  return { kind: 'ahead', sessionIds: [...sessionIds] }
}
