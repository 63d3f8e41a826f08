import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { findInboxMail } from './find-inbox-mail.ts'
import { listInboxMail } from './list-inbox-mail.ts'

export function mailServices(ctx: Context) {
  return bindContext(ctx, { findInboxMail, listInboxMail })
}
