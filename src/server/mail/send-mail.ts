import { createTransport } from 'nodemailer'
import type { Instant } from '../../domain/deadlines.ts'
import type { Context } from '../context.ts'
import { keepInInbox } from './development-inbox.ts'
import type { OutgoingMail } from './seal-mail.ts'

/** All that the bytes of a mail are made from, so that a second attempt sends the same ones. */
export type AddressedMail = {
  readonly messageId: string
  readonly date: Instant
  readonly mail: OutgoingMail
}

export type SendContext = Pick<Context, 'config' | 'chance' | 'clock' | 'db'>

const CONNECT_TIMEOUT_MS = 10_000
const SILENCE_TIMEOUT_MS = 30_000

/** Hands a mail to the SMTP server, or to the development inbox where none is set. Throws where that fails. */
export async function sendMail(ctx: SendContext, addressed: AddressedMail): Promise<void> {
  const settings = ctx.config.mail
  if (settings.kind === 'inbox') return keepInInbox(ctx, addressed)

  const { messageId, date, mail } = addressed
  const transport = createTransport({
    url: settings.url,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
  })
  try {
    await transport.sendMail({
      from: settings.from,
      to: { name: mail.to.name, address: mail.to.email },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId,
      date: new Date(date),
      baseBoundary: messageId.replace(/[^0-9a-f-]/g, ''),
      // Keeps answering machines from answering each other.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  } finally {
    transport.close()
  }
}

/** What the log may say of a failed attempt: the server's words may name the recipient. */
export type SendFailure = { readonly code: string; readonly responseCode: number | null }

export function describeFailure(error: unknown): SendFailure {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown }
  return {
    code: typeof code === 'string' ? code : 'unknown',
    responseCode: typeof responseCode === 'number' ? responseCode : null,
  }
}

/** The server has refused this very mail for good; a refused sign-in, say, is for us to put right. */
export function isPermanent({ code, responseCode }: SendFailure): boolean {
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  return aboutTheMail && responseCode !== null && responseCode >= 500
}
