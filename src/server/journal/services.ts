import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { listActivity } from './list-activity.ts'

export function activityServices(ctx: Context) {
  return bindContext(ctx, { listActivity })
}
