import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { readMatterSession } from '../sessions/read-matter-session.ts'
import { writeCalendar } from './write-calendar.ts'

/**
 * The deadlines of the matter's live session as an iCalendar file. `no-deadlines`: none are fixed yet, the session has
 * ended, or it is practice, whose time is not the world's.
 */
export async function getCalendar(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<Result<string, 'not-found' | 'no-deadlines'>> {
  const found = await readMatterSession(ctx, viewer, matterId)
  if (!found) return err('not-found')
  const { matter, session, view, now } = found
  const { openingClosesAt, endsAt, extensions, ending } = view
  if (openingClosesAt === null || endsAt === null || ending || matter.isPractice) return err('no-deadlines')
  return ok(
    writeCalendar({
      baseUrl: ctx.config.baseUrl,
      matterId,
      sessionId: session.id,
      caption: matter.caption,
      openingClosesAt,
      endsAt,
      extensions,
      now,
    }),
  )
}
