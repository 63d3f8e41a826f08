import type { EmailContent } from '../../emails/email-content.ts'
import { contentOf, type MessageName, type MessageProps } from '../../emails/messages.ts'
import { plainLine } from '../../emails/plain-text.ts'
import { renderEmail } from '../../emails/render-email.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { sealMail } from './seal-mail.ts'
import type { OutboxId } from './tables.ts'

export type MailContext = Pick<Context, 'config' | 'chance' | 'clock' | 'jobs'>

export type MailRequest<Name extends MessageName = MessageName> = {
  readonly to: Recipient
  readonly template: Name
  readonly props: MessageProps[Name]
  /** What it is about and to whom, such as `invitation/ID/sent/1`: asked for twice, it is sent once. */
  readonly dedupeKey: string
  /** Practice matters send no mail outward: nothing is queued. */
  readonly practice?: boolean
}

export type Recipient = { readonly email: string; readonly name: string }

/** Puts an e-mail into the outbox, in the transaction of what it tells: sent if that commits, and not otherwise. */
export async function queueMail<Name extends MessageName>(
  ctx: MailContext,
  tx: Tx,
  { template, props, ...request }: MailRequest<Name>,
): Promise<void> {
  await queueContent(ctx, tx, { ...request, template, content: contentOf(template, props) })
}

export type ContentRequest = Omit<MailRequest, 'props'> & { readonly content: EmailContent }

/** As `queueMail`, for a content that the caller has at hand already. */
export async function queueContent(ctx: MailContext, tx: Tx, request: ContentRequest): Promise<void> {
  if (request.practice === true) return
  const { to, template, content, dedupeKey } = request
  const { baseUrl, secrets } = ctx.config
  const id = ctx.chance.newId() as OutboxId
  const mail = {
    to: { email: to.email, name: plainLine(to.name) },
    ...renderEmail(content, { baseUrl }),
  }
  const now = await ctx.clock(tx)
  const queued = await tx
    .insertInto('mailOutbox')
    .values({
      id,
      dedupeKey,
      // Made once, so that a mail sent again after a crash is known for the same one. It tells nothing else.
      messageId: `<${ctx.chance.newId()}@${new URL(baseUrl).hostname}>`,
      template,
      sealed: sealMail(secrets.outbox, id, mail, ctx.chance),
      queuedAt: now,
      nextAttemptAt: now,
      attempts: 0,
    })
    .onConflict((conflict) => conflict.column('dedupeKey').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (queued) await ctx.jobs.enqueueMail(tx, id)
}
