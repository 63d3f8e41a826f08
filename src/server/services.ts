import { accountServices } from './accounts/services.ts'
import type { Context } from './context.ts'
import { dealServices } from './deals/services.ts'
import { documentServices } from './documents/services.ts'
import { invitationServices } from './invitations/services.ts'
import { activityServices } from './journal/services.ts'
import { mailServices } from './mail/services.ts'
import { matterServices } from './matters/services.ts'
import { messageServices } from './messages/services.ts'
import { notificationServices } from './notifications/services.ts'
import { practiceServices } from './practice/services.ts'
import { sessionServices } from './sessions/services.ts'
import { termsServices } from './terms/services.ts'

/** The use cases that pages and the API may call, by area. Each area lists its own in `<area>/services.ts`. */
export function createServices(ctx: Context) {
  return {
    accounts: accountServices(ctx),
    activity: activityServices(ctx),
    documents: documentServices(ctx),
    deals: dealServices(ctx),
    invitations: invitationServices(ctx),
    mail: mailServices(ctx),
    matters: matterServices(ctx),
    messages: messageServices(ctx),
    notifications: notificationServices(ctx),
    practice: practiceServices(ctx),
    sessions: sessionServices(ctx),
    terms: termsServices(ctx),
  }
}

export type Services = ReturnType<typeof createServices>
