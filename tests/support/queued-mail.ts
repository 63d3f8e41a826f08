import type { Context } from '../../src/server/context.ts'
import { type OutgoingMail, openMail } from '../../src/server/mail/seal-mail.ts'

export type QueuedMail = OutgoingMail & { readonly template: string }

/** What waits in the outbox for an address, oldest first. */
export async function listQueuedMail({ db, config }: Context, email: string): Promise<QueuedMail[]> {
  const rows = await db
    .selectFrom('mailOutbox')
    .select(['id', 'template', 'sealed'])
    .orderBy('queuedAt')
    .execute()
  return rows
    .flatMap(({ id, template, sealed }) =>
      sealed ? [{ ...openMail(config.secrets.outbox, id, sealed), template }] : [],
    )
    .filter((mail) => mail.to.email === email)
}

/** The token of the link in a mail. Throws where it has none. */
export function tokenInMail(mail: Pick<OutgoingMail, 'text'> | undefined): string {
  const token = /[?&]token=([\w-]+)/.exec(mail?.text ?? '')?.[1]
  if (token === undefined) throw new Error('no link with a token in this mail')
  return token
}
