import type { Instant } from '../../domain/deadlines.ts'
import { type Config, isForThisMachineAlone } from '../config.ts'
import type { Context } from '../context.ts'
import { type OutgoingMail, openMail, sealMail } from './seal-mail.ts'
import type { AddressedMail, SendContext } from './send-mail.ts'
import type { InboxMailId } from './tables.ts'

export type InboxContext = Pick<Context, 'config' | 'db'>

export type InboxMail = OutgoingMail & { readonly id: InboxMailId; readonly at: Instant }

/** Whether mail may be read in the browser: everybody's is there, with links that sign in. */
export function hasDevelopmentInbox(config: Config): boolean {
  return config.mail.kind === 'inbox' && isForThisMachineAlone(config)
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

/** A mail of the inbox as its reader sees it. */
export function openInboxMail(
  ctx: InboxContext,
  row: { id: InboxMailId; arrivedAt: Instant; sealed: Buffer },
): InboxMail {
  return { id: row.id, at: row.arrivedAt, ...openMail(ctx.config.secrets.outbox, row.id, row.sealed) }
}
