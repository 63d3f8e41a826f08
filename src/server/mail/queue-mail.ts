import type { UserId } from '../../domain/ids.ts'
import type { MessageName, MessageProps } from '../../emails/messages.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'

export type MailContext = Pick<Context, 'config' | 'chance' | 'clock' | 'jobs'>

export type MailRequest<Name extends MessageName = MessageName> = {
  readonly to: { readonly email: string; readonly name: string; readonly userId?: UserId }
  readonly template: Name
  readonly props: MessageProps[Name]
  /** What it is about and to whom, such as `invitation/ID/sent/1`: asked for twice, it is sent once. */
  readonly dedupeKey: string
  /** Practice matters send no mail outward: nothing is queued. */
  readonly practice?: boolean
}

/** Puts an e-mail into the outbox, in the transaction of what it tells: sent if that commits, and not otherwise. */
export async function queueMail<Name extends MessageName>(
  ctx: MailContext,
  tx: Tx,
  request: MailRequest<Name>,
): Promise<void> {
  throw new Error(`not built yet: ${ctx.config.baseUrl} ${tx.isTransaction} ${request.template}`)
}
