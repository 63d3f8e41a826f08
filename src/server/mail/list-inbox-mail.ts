import { hasDevelopmentInbox, type InboxContext, type InboxMail, openInboxMail } from './development-inbox.ts'

const SHOWN = 100

/** The newest mails of the development inbox; null where there is none. */
export async function listInboxMail(ctx: InboxContext): Promise<readonly InboxMail[] | null> {
  if (!hasDevelopmentInbox(ctx.config)) return null
  const rows = await ctx.db
    .selectFrom('developmentInbox')
    .select(['id', 'arrivedAt', 'sealed'])
    .orderBy('arrivedAt', 'desc')
    .orderBy('id')
    .limit(SHOWN)
    .execute()
  return rows.map((row) => openInboxMail(ctx, row))
}
