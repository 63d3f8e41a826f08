import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { chooseMail } from './choose-mail.ts'
import { countUnreadNotices } from './count-unread-notices.ts'
import { getCalendar } from './get-calendar.ts'
import { getMailChoices } from './get-mail-choices.ts'
import { listNotices } from './list-notices.ts'
import { markNoticesRead } from './mark-notices-read.ts'

export function notificationServices(ctx: Context) {
  return bindContext(ctx, {
    chooseMail,
    countUnreadNotices,
    getCalendar,
    getMailChoices,
    listNotices,
    markNoticesRead,
  })
}
