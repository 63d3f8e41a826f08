import type { Viewer } from '../../contract/viewer.ts'
import type { Context } from '../context.ts'
import { noticesOf } from './notices-of.ts'

/** How many the viewer has not read, for the header of every page. */
export async function countUnreadNotices(ctx: Pick<Context, 'db'>, viewer: Viewer): Promise<number> {
  const { unread } = await noticesOf(ctx.db, viewer.userId)
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .where('notices.readAt', 'is', null)
    .executeTakeFirstOrThrow()
  return unread
}
