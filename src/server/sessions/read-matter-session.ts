import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SeatId, SessionId } from '../../domain/ids.ts'
import type { SeatRole } from '../../domain/roles.ts'
import { nextDue } from '../../domain/session-numbers.ts'
import type { Side } from '../../domain/side.ts'
import { type SessionView, viewSession } from '../../domain/visibility.ts'
import type { Context } from '../context.ts'
import { type DealView, findDeal } from '../deals/find-deal.ts'
import { type MatterSummary, readMatter } from '../matters/read-matter.ts'
import { findSeatAccess, type SeatAccess } from '../matters/seat-access.ts'
import { readUpToDate } from './read-up-to-date.ts'
import { findLatestSessionId, type StoredSession } from './session-store.ts'

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
  const { stored, now } = await readUpToDate(ctx, sessionId)
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

function viewerOf(seat: SeatAccess) {
  const { side, role, membersMayReveal } = seat
  return { kind: 'side', side, role, membersMayReveal } as const
}

/** A due step that is not done: it waits for the matcher. */
function isClosing(stored: StoredSession, now: Instant): boolean {
  const due = nextDue(stored.state)
  return due !== null && due.at <= now
}
