import type { Context } from './context.ts'
import { sessionServices } from './sessions/services.ts'

/** The use cases that pages and the API may call, by area. Each area lists its own in `<area>/services.ts`. */
export function createServices(ctx: Context) {
  return {
    sessions: sessionServices(ctx),
  }
}

export type Services = ReturnType<typeof createServices>
