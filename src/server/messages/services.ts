import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { listMessages } from './list-messages.ts'
import { sendMessage } from './send-message.ts'

export function messageServices(ctx: Context) {
  return bindContext(ctx, { listMessages, sendMessage })
}
