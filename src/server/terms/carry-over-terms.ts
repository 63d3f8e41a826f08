import type { MatterId, SessionId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'

export type CarryOverTerms = {
  readonly matterId: MatterId
  readonly fromSessionId: SessionId
  readonly toSessionId: SessionId
}

/**
 * Offers the last terms of an ended session in the one that follows, as a draft: it is no version there, and nobody
 * approves it, until a side uses it again. Where the ended session had none of its own, what it was offered is.
 */
export async function carryOverTerms(
  _ctx: Context,
  tx: Tx,
  { fromSessionId, toSessionId }: CarryOverTerms,
): Promise<void> {
  const own = await tx
    .selectFrom('termsVersions')
    .where('sessionId', '=', fromSessionId)
    .orderBy('version', 'desc')
    .limit(1)
    .select(['sessionId as fromSessionId', 'version as fromVersion'])
    .executeTakeFirst()
  const offered =
    own ??
    (await tx
      .selectFrom('termsCarriedOver')
      .where('sessionId', '=', fromSessionId)
      .select(['fromSessionId', 'fromVersion'])
      .executeTakeFirst())
  if (!offered) return
  await tx
    .insertInto('termsCarriedOver')
    .values({ sessionId: toSessionId, ...offered })
    .execute()
}
