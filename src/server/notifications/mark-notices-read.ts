import type { Viewer } from '../../contract/viewer.ts'
import { isId, type NoticeId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { notifyLive } from '../live/notify-live.ts'

/** Marks one notice of the viewer's own read, or all of them. Nothing happens to somebody else's, as to one that there is not. */
export async function markNoticesRead(
  ctx: Pick<Context, 'db' | 'clock'>,
  viewer: Viewer,
  which: NoticeId | 'all',
): Promise<void> {
  if (which !== 'all' && !isId(which)) return
  await ctx.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('notices')
      .set({ readAt: await ctx.clock(tx) })
      .where('userId', '=', viewer.userId)
      .where('readAt', 'is', null)
      .$if(which !== 'all', (query) => query.where('id', '=', which as NoticeId))
      .executeTakeFirst()
    // Other open pages of the same person count anew.
    if (numUpdatedRows > 0n) await notifyLive(tx, { userId: viewer.userId, topic: 'notices' })
  })
}
