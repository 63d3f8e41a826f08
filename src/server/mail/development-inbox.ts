import type { Instant } from '../../domain/deadlines.ts'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { type OutgoingMail, openMail, sealMail } from './seal-mail.ts'
import type { AddressedMail, SendContext } from './send-mail.ts'
import type { InboxMailId } from './tables.ts'

type InboxContext = Pick<Context, 'config' | 'db'>

export type InboxMail = OutgoingMail & { readonly id: InboxMailId; readonly at: Instant }

const SHOWN = 100
const LOOPBACK = new Set(['127.0.0.1', '[::1]', '::1', 'localhost'])

/**
 * Whether mail may be read in the browser: everybody's is there, with links that sign in. So only where nobody but this
 * machine can ask: bound to loopback, and known to the world by no other address (a proxy in front would ask for others).
 */
export function hasDevelopmentInbox({ mail, host, baseUrl }: Config): boolean {
  return mail.kind === 'inbox' && LOOPBACK.has(host) && LOOPBACK.has(new URL(baseUrl).hostname)
}

export async function keepInInbox(ctx: SendContext, { messageId, mail }: AddressedMail): Promise<void> {
  const id = ctx.chance.newId() as InboxMailId
  await ctx.db
    .insertInto('developmentInbox')
    .values({
      id,
      messageId,
      sealed: sealMail(ctx.config.secrets.outbox, id, mail, ctx.chance),
      arrivedAt: await ctx.clock(ctx.db),
    })
    .onConflict((conflict) => conflict.column('messageId').doNothing())
    .execute()
}

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
  return rows.map((row) => opened(ctx, row))
}

/** Null where there is no such mail, or no development inbox. */
export async function findInboxMail(ctx: InboxContext, id: string): Promise<InboxMail | null> {
  if (!hasDevelopmentInbox(ctx.config) || !UUID.test(id)) return null
  const row = await ctx.db
    .selectFrom('developmentInbox')
    .select(['id', 'arrivedAt', 'sealed'])
    .where('id', '=', id as InboxMailId)
    .executeTakeFirst()
  return row ? opened(ctx, row) : null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function opened(ctx: InboxContext, row: { id: InboxMailId; arrivedAt: Instant; sealed: Buffer }): InboxMail {
  return { id: row.id, at: row.arrivedAt, ...openMail(ctx.config.secrets.outbox, row.id, row.sealed) }
}
