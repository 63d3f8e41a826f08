import { MAIL_TOPICS, type MailTopic } from '../../contract/notifications.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Context } from '../context.ts'

/** The topics that the viewer has mailed: all but those switched off. */
export async function getMailChoices(
  ctx: Pick<Context, 'db'>,
  viewer: Viewer,
): Promise<readonly MailTopic[]> {
  const rows = await ctx.db
    .selectFrom('mailChoices')
    .select('topic')
    .where('userId', '=', viewer.userId)
    .where('mailed', '=', false)
    .execute()
  const silent = new Set(rows.map(({ topic }) => topic))
  return MAIL_TOPICS.filter((topic) => !silent.has(topic))
}
