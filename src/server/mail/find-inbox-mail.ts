import { hasDevelopmentInbox, type InboxContext, type InboxMail, openInboxMail } from './development-inbox.ts'
import type { InboxMailId } from './tables.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Null where there is no such mail, or no development inbox. */
export async function findInboxMail(ctx: InboxContext, id: string): Promise<InboxMail | null> {
  if (!hasDevelopmentInbox(ctx.config) || !UUID.test(id)) return null
  const row = await ctx.db
    .selectFrom('developmentInbox')
    .select(['id', 'arrivedAt', 'sealed'])
    .where('id', '=', id as InboxMailId)
    .executeTakeFirst()
  return row ? openInboxMail(ctx, row) : null
}
