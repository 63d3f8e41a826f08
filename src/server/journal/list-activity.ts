import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { type MatterSession, readMatterSession } from '../sessions/read-matter-session.ts'

export const ACTIVITY_A_PAGE = 50

/** One thing that happened, as the reader's side may know it. */
export type Activity = {
  readonly key: string
  readonly at: Instant
  readonly type: string
  /** Whether the other side cannot see it. */
  readonly ownSideOnly: boolean
  readonly actorName: string | null
  readonly isOwnAct: boolean
  readonly sessionOrdinal: number | null
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}

export type ActivityPage = {
  readonly current: MatterSession
  /** The latest first. */
  readonly activities: readonly Activity[]
  readonly page: number
  readonly pageCount: number
}

/**
 * What happened on a matter: the shared chain and the reader's own, and of the other side's nothing, so that neither
 * an entry nor a gap, a count or a page tells of it. Null where the viewer has no seat.
 */
export async function listActivity(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  page: number,
): Promise<ActivityPage | null> {
  const current = await readMatterSession(ctx, viewer, matterId)
  if (!current) return null
  const own = current.seat.side
  const visible = ctx.db
    .selectFrom('journal as j')
    .where('j.matterId', '=', matterId)
    .where('j.chain', 'in', ['shared', own])
  const { count } = await visible
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const pageCount = Math.max(1, Math.ceil(count / ACTIVITY_A_PAGE))
  const shown = Math.min(page, pageCount)
  const rows = await visible
    .leftJoin('users', 'users.id', 'j.actor')
    .leftJoin('sessions', 'sessions.id', 'j.sessionId')
    .orderBy('j.at', 'desc')
    .orderBy('j.chain')
    .orderBy('j.seq', 'desc')
    .limit(ACTIVITY_A_PAGE)
    .offset((shown - 1) * ACTIVITY_A_PAGE)
    .select([
      'j.at',
      'j.type',
      'j.chain',
      'j.seq',
      'j.actor',
      'j.data',
      'users.name as actorName',
      'sessions.ordinal as sessionOrdinal',
    ])
    .execute()
  const activities = rows.map(({ chain, seq, actor, actorName, ...activity }) => ({
    ...activity,
    key: `${chain}-${seq}`,
    ownSideOnly: chain !== 'shared',
    actorName,
    isOwnAct: actor === viewer.userId,
  }))
  return { current, activities, page: shown, pageCount }
}
