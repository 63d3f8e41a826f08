import type { MatcherParts } from './decision.ts'
import type { SessionsSinceRequest, SessionsSinceResponse } from './protocol.ts'

const MOST = 500

/**
 * A caller who sweeps asks for what is new, in place of naming all that there is. An answer to a decision may come after
 * those to later ones, so whoever asks lets the instants overlap.
 */
export async function sessionsSince(
  { db }: Pick<MatcherParts, 'db'>,
  { since, after }: SessionsSinceRequest,
): Promise<SessionsSinceResponse> {
  const sessions = await db
    .selectFrom('records')
    .select(({ fn }) => ['sessionId', fn.max('version').as('version')])
    .where('recordedAt', '>=', since)
    .$if(after !== null, (query) => query.where('sessionId', '>', after))
    .groupBy('sessionId')
    .orderBy('sessionId')
    .limit(MOST)
    .execute()
  return { kind: 'sessions', sessions }
}
