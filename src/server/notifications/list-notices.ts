import type { NoticeList } from '../../contract/notifications.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Context } from '../context.ts'
import { noticesOf } from './notices-of.ts'

const PAGE_SIZE = 25

/** The viewer's notices of matters they still have a place on, the newest first. A page too far is the last one. */
export async function listNotices(
  ctx: Pick<Context, 'db'>,
  viewer: Viewer,
  { page }: { readonly page: number },
): Promise<NoticeList> {
  const { total, unread } = await noticesOf(ctx.db, viewer.userId)
    .select((eb) => [
      eb.fn.countAll<number>().as('total'),
      eb.fn.countAll<number>().filterWhere('notices.readAt', 'is', null).as('unread'),
    ])
    .executeTakeFirstOrThrow()
  const pageCount = Math.max(1, Math.ceil(total / PAGE_SIZE))
  const shown = Math.min(Math.max(1, page), pageCount)
  const rows = await noticesOf(ctx.db, viewer.userId)
    .innerJoin('matters', 'matters.id', 'notices.matterId')
    .select([
      'notices.id',
      'notices.matterId',
      'matters.caption',
      'matters.isPractice',
      'notices.title',
      'notices.body',
      'notices.path',
      'notices.at',
      'notices.readAt',
    ])
    .orderBy('notices.at', 'desc')
    .orderBy('notices.id')
    .limit(PAGE_SIZE)
    .offset((shown - 1) * PAGE_SIZE)
    .execute()
  const notices = rows.map(({ readAt, ...notice }) => ({ ...notice, unread: readAt === null }))
  return { notices, unread, page: shown, pageCount }
}
