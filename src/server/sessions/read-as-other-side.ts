import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { type SessionView, viewSession } from '../../domain/visibility.ts'
import type { Context } from '../context.ts'
import { findSeatAccess } from '../matters/seat-access.ts'
import { readUpToDate } from './read-up-to-date.ts'
import { findLatestSessionId } from './session-store.ts'

/** What the other side's lead sees of the same session: the very projection, for the preview. */
export async function readAsOtherSide(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<SessionView | null> {
  const seat = await findSeatAccess(ctx.db, viewer.userId, matterId)
  const sessionId = seat && (await findLatestSessionId(ctx.db, matterId))
  if (!seat || !sessionId) return null
  const { stored } = await readUpToDate(ctx, sessionId)
  // The neutral's projection: what is shared. The other side's own part is not ours to show.
  return viewSession(stored.state, { kind: 'neutral' })
}
