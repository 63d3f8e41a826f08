import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SeatId, SessionId } from '../../domain/ids.ts'
import type { SeatRole } from '../../domain/roles.ts'
import { nextDue, sharedInstant } from '../../domain/session-numbers.ts'
import type { Side } from '../../domain/side.ts'
import { type SessionView, viewSession } from '../../domain/visibility.ts'
import type { Context } from '../context.ts'
import { type DealView, findDeal } from '../deals/find-deal.ts'
import { type MatterSummary, readMatter } from '../matters/read-matter.ts'
import { findSeatAccess, type SeatAccess } from '../matters/seat-access.ts'
import { playOpponent } from '../practice/play-opponent.ts'
import { findLatestSessionId, findSession, type StoredSession } from './session-store.ts'
import { withSession } from './with-session.ts'

/** A matter's latest session, as one viewer may see it. */
export type MatterSession = {
  readonly matter: MatterSummary
  readonly seat: { readonly id: SeatId; readonly side: Side; readonly role: SeatRole }
  readonly session: {
    readonly id: SessionId
    readonly ordinal: number
    /** The session's public key, base64url: numbers are sealed to it. */
    readonly publicKey: string
    readonly clockOffsetMs: number
  }
  readonly view: SessionView
  /** The session's own time, as read for this answer. */
  readonly now: Instant
  /** A step is due and waits for the matcher: pages say "closing", and no command is taken. */
  readonly closing: boolean
  readonly deal: DealView | null
}

/**
 * Reads the matter's latest session for the viewer; null where the viewer has no seat on it, whether or not the
 * matter exists. What has become due is done first.
 */
export async function readMatterSession(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<MatterSession | null> {
  const seat = await findSeatAccess(ctx.db, viewer.userId, matterId)
  if (!seat) return null
  const sessionId = await findLatestSessionId(ctx.db, matterId)
  if (sessionId === null) return null
  const { stored, now } = await upToDate(ctx, sessionId)
  return {
    matter: await readMatter(ctx.db, matterId),
    seat: { id: seat.seatId, side: seat.side, role: seat.role },
    session: {
      id: stored.id,
      ordinal: stored.ordinal,
      publicKey: Buffer.from(stored.publicKey).toString('base64url'),
      clockOffsetMs: stored.clockOffsetMs,
    },
    view: viewSession(stored.state, viewerOf(seat)),
    now,
    closing: isClosing(stored, now),
    // A deal made since the session was read waits for the next look: view and deal are of one state.
    deal: stored.state.ending?.kind === 'deal' ? await findDeal(ctx.db, stored.id) : null,
  }
}

/** What the other side's lead sees of the same session: the very projection, for the preview. */
export async function readAsOtherSide(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<SessionView | null> {
  const seat = await findSeatAccess(ctx.db, viewer.userId, matterId)
  const sessionId = seat && (await findLatestSessionId(ctx.db, matterId))
  if (!seat || !sessionId) return null
  const { stored } = await upToDate(ctx, sessionId)
  // The neutral's projection: what is shared. The other side's own part is not ours to show.
  return viewSession(stored.state, { kind: 'neutral' })
}

function viewerOf(seat: SeatAccess) {
  return { kind: 'side', side: seat.side, role: seat.role } as const
}

/** The session with everything done that was due at the time of reading, `now`. */
async function upToDate(
  ctx: Context,
  sessionId: SessionId,
): Promise<{ readonly stored: StoredSession; readonly now: Instant }> {
  let stored = await getSession(ctx, sessionId)
  const now = (await ctx.clock(ctx.db)) + stored.clockOffsetMs
  if (stored.nextDueAt !== null && stored.nextDueAt <= now) {
    await withSession(ctx, sessionId, async () => undefined)
    stored = await getSession(ctx, sessionId)
  }
  // The program plays the other side of a practice matter whenever somebody looks at it.
  while (stored.isPractice && (await playOpponent(ctx, stored))) stored = await getSession(ctx, sessionId)
  return { stored, now: sharedInstant(stored.state, now) }
}

/** A due step that is not done: it waits for the matcher. */
function isClosing(stored: StoredSession, now: Instant): boolean {
  const due = nextDue(stored.state)
  return due !== null && due.at <= now
}

async function getSession(ctx: Context, sessionId: SessionId): Promise<StoredSession> {
  const stored = await findSession(ctx.db, sessionId)
  if (!stored) throw new Error(`no session ${sessionId}`)
  return stored
}
