import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { findInboxMail, listInboxMail } from './development-inbox.ts'

export function mailServices(ctx: Context) {
  return bindContext(ctx, { findInboxMail, listInboxMail })
}
