import { sql } from 'kysely'
import type { SessionId } from '../domain/ids.ts'
import type { MatcherParts } from './decision.ts'
import type { SessionsAheadRequest, SessionsAheadResponse } from './protocol.ts'

/** A caller whose transaction died after our answer finds here what it has to catch up with. */
export async function sessionsAhead(
  { db }: MatcherParts,
  { known }: SessionsAheadRequest,
): Promise<SessionsAheadResponse> {
  const ids = known.map(({ sessionId }) => sessionId)
  const versions = known.map(({ version }) => version)
  const { rows } = await sql<{ id: SessionId }>`
    select s.id from sessions s
    join unnest(${ids}::uuid[], ${versions}::int[]) as known (id, version) on known.id = s.id
    where s.version > known.version`.execute(db)
  return { kind: 'ahead', sessionIds: rows.map(({ id }) => id) }
}
