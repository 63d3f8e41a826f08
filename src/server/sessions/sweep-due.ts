import type { Instant } from '../../domain/deadlines.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { withSession } from './with-session.ts'

/** Does what is due on one session, and nothing else. Done again, it finds nothing to do. */
export async function performDueOf(ctx: Context, sessionId: SessionId): Promise<void> {
  const done = await withSession(ctx, sessionId, async () => undefined)
  // The job fails, and is tried again: the matcher may be back by then.
  if (!done.ok) throw new Error(`session ${sessionId} waits for the matcher: ${done.error}`)
}

const BATCH = 500

/**
 * Finds what timers have missed: sessions whose due instant has passed. Each is tried once a sweep, so that one that
 * fails, or whose clock has stepped back, holds up no other. Ends early where `signal` is aborted.
 */
export async function sweepDue(ctx: Context, signal?: AbortSignal): Promise<void> {
  const now = await ctx.clock(ctx.db)
  let last: { readonly id: SessionId; readonly nextDueAt: Instant | null } | undefined
  do {
    const after = last
    const rows = await ctx.db
      .selectFrom('sessions')
      .select(['id', 'nextDueAt'])
      .where('endedAt', 'is', null)
      .where('nextDueAt', '<=', now)
      .where('isPractice', '=', false)
      .$if(after !== undefined, (query) =>
        query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('nextDueAt', 'id'), '>', tuple(after?.nextDueAt ?? 0, after?.id ?? ('' as SessionId))),
        ),
      )
      .orderBy('nextDueAt')
      .orderBy('id')
      .limit(BATCH)
      .execute()
    for (const { id } of rows) {
      if (signal?.aborted) return
      await bringUpToDate(ctx, id)
    }
    last = rows.at(-1)
  } while (last)
}

/** Whether nothing is left to do there now. */
export async function bringUpToDate(ctx: Context, sessionId: SessionId): Promise<boolean> {
  try {
    return (await withSession(ctx, sessionId, async () => undefined)).ok
  } catch (error) {
    ctx.log.error({ sessionId, error: describeError(error) }, 'a session could not be brought up to date')
    return false
  }
}
