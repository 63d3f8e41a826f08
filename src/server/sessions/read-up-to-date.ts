import type { Instant } from '../../domain/deadlines.ts'
import type { SessionId } from '../../domain/ids.ts'
import { sharedInstant } from '../../domain/session-numbers.ts'
import type { Context } from '../context.ts'
import { playOpponent } from '../practice/play-opponent.ts'
import { findSession, type StoredSession } from './session-store.ts'
import { withSession } from './with-session.ts'

/** The session with everything done that was due at the time of reading, `now`. */
export async function readUpToDate(
  ctx: Context,
  sessionId: SessionId,
): Promise<{ readonly stored: StoredSession; readonly now: Instant }> {
  let stored = await getSession(ctx, sessionId)
  const now = (await ctx.clock(ctx.db, stored.readAt)) + stored.clockOffsetMs
  if (stored.nextDueAt !== null && stored.nextDueAt <= now) {
    await withSession(ctx, sessionId, async () => undefined)
    stored = await getSession(ctx, sessionId)
  }
  // The program plays the other side of a practice matter whenever somebody looks at it.
  while (stored.isPractice && (await playOpponent(ctx, stored))) stored = await getSession(ctx, sessionId)
  return { stored, now: sharedInstant(stored.state, now) }
}

async function getSession(ctx: Context, sessionId: SessionId): Promise<StoredSession> {
  const stored = await findSession(ctx.db, sessionId)
  if (!stored) throw new Error(`no session ${sessionId}`)
  return stored
}
