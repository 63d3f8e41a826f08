import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { exportJournal } from './export-journal.ts'
import { listActivity } from './list-activity.ts'

export function activityServices(ctx: Context) {
  return bindContext(ctx, { exportJournal, listActivity })
}
