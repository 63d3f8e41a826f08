import type { SessionId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { withSession } from './with-session.ts'

/** Does what is due on one session, and nothing else. Done again, it finds nothing to do. */
export async function performDueOf(ctx: Context, sessionId: SessionId): Promise<void> {
  const done = await withSession(ctx, sessionId, async () => undefined)
  // The job fails, and is tried again: the matcher may be back by then.
  if (!done.ok) throw new Error(`session ${sessionId} waits for the matcher: ${done.error}`)
}

const BATCH = 200

/** Finds what timers have missed: sessions whose due instant has passed. Goes on after a session that fails. */
export async function sweepDue(ctx: Context): Promise<void> {
  const now = await ctx.clock(ctx.db)
  const failed: SessionId[] = []
  for (;;) {
    const rows = await ctx.db
      .selectFrom('sessions')
      .select('id')
      .where('endedAt', 'is', null)
      .where('nextDueAt', '<=', now)
      .where('isPractice', '=', false)
      .$if(failed.length > 0, (query) => query.where('id', 'not in', failed))
      .orderBy('nextDueAt')
      .limit(BATCH)
      .execute()
    if (rows.length === 0) return
    for (const { id } of rows) {
      const done = await withSession(ctx, id, async () => undefined).catch((error: unknown) => {
        ctx.log.error({ sessionId: id, error: String(error) }, 'a due session could not be closed')
        return { ok: false } as const
      })
      if (!done.ok) failed.push(id)
    }
    // The matcher is down: the next sweep goes on.
    if (failed.length >= BATCH) return
  }
}
