import type { Comment } from '../../contract/terms.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { notifyLive } from '../live/notify-live.ts'
import { type AccessRefusal, findSeatAccess, requireSeat, type SeatAccess } from '../matters/seat-access.ts'
import { findLatestSessionId } from '../sessions/session-store.ts'
import type { SessionUnit } from '../sessions/session-unit.ts'
import { withSession } from '../sessions/with-session.ts'

export type CommentRefusal = AccessRefusal | 'terms-frozen' | 'temporarily-unavailable'

/** A remark on one version, which both sides read. It changes nothing about approvals; with the terms it is frozen. */
export async function commentOnTerms(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  comment: Comment,
): Promise<Result<void, CommentRefusal>> {
  const sessionId = await findLatestSessionId(ctx.db, matterId)
  // Who has no seat learns the same whatever state the session is in.
  const mayLook = await findSeatAccess(ctx.db, viewer.userId, matterId)
  if (sessionId === null || !mayLook) return err('not-found')
  const commented = await withSession(ctx, sessionId, async (unit): Promise<Result<void, CommentRefusal>> => {
    const seat = await requireSeat(unit.tx, viewer.userId, matterId, 'prepare')
    if (!seat.ok) return seat
    if (unit.state.phase !== 'terms') return err('terms-frozen')
    if (!(await hasVersion(unit, comment.version))) return err('not-found')
    if (await writeComment(unit, seat.value, comment)) await tellOf(unit, seat.value, comment)
    return ok()
  })
  return commented.ok ? commented.value : err('temporarily-unavailable')
}

async function hasVersion({ tx, stored }: SessionUnit, version: number): Promise<boolean> {
  const known = await tx
    .selectFrom('termsVersions')
    .where('sessionId', '=', stored.id)
    .where('version', '=', version)
    .select('version')
    .executeTakeFirst()
  return known !== undefined
}

/** Whether it was new: the same form sent twice is one comment. */
async function writeComment(
  { ctx, tx, stored, now }: SessionUnit,
  seat: SeatAccess,
  { submissionId, version, body }: Comment,
): Promise<boolean> {
  const written = await tx
    .insertInto('termsComments')
    .values({
      id: ctx.chance.newId(),
      sessionId: stored.id,
      version,
      side: seat.side,
      author: seat.userId,
      body: body.replaceAll('\r\n', '\n'),
      writtenAt: now,
      submissionId,
    })
    .onConflict((conflict) => conflict.columns(['author', 'submissionId']).doNothing())
    .executeTakeFirst()
  return written.numInsertedOrUpdatedRows === 1n
}

async function tellOf({ tx, stored, now }: SessionUnit, seat: SeatAccess, comment: Comment): Promise<void> {
  await appendJournal(tx, {
    matterId: seat.matterId,
    chain: 'shared',
    sessionId: stored.id,
    at: now,
    type: 'terms-commented',
    actor: seat.userId,
    data: { side: seat.side, version: comment.version },
  })
  await notifyLive(tx, { matterId: seat.matterId, audience: 'both', topic: 'terms' })
}
