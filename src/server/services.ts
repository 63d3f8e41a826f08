import { accountServices } from './accounts/services.ts'
import type { Context } from './context.ts'
import { invitationServices } from './invitations/services.ts'
import { matterServices } from './matters/services.ts'
import { sessionServices } from './sessions/services.ts'

/** The use cases that pages and the API may call, by area. Each area lists its own in `<area>/services.ts`. */
export function createServices(ctx: Context) {
  return {
    accounts: accountServices(ctx),
    invitations: invitationServices(ctx),
    matters: matterServices(ctx),
    sessions: sessionServices(ctx),
  }
}

export type Services = ReturnType<typeof createServices>
