import { MAIL_TOPICS, type MailChoices } from '../../contract/notifications.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Context } from '../context.ts'

/** Keeps what the viewer wants mailed. Deadlines and outcomes are no choice and go out in any case. */
export async function chooseMail(
  ctx: Pick<Context, 'db'>,
  viewer: Viewer,
  { mailed }: MailChoices,
): Promise<void> {
  await ctx.db
    .insertInto('mailChoices')
    .values(MAIL_TOPICS.map((topic) => ({ userId: viewer.userId, topic, mailed: mailed.includes(topic) })))
    .onConflict((conflict) =>
      conflict.columns(['userId', 'topic']).doUpdateSet((eb) => ({ mailed: eb.ref('excluded.mailed') })),
    )
    .execute()
}
