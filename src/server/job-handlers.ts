import type { Context } from './context.ts'
import type { JobHandlers } from './jobs/jobs.ts'
import { deliverMail } from './mail/deliver-mail.ts'
import { sweepMail } from './mail/sweep-mail.ts'
import { performDueOf, sweepDue } from './sessions/sweep-due.ts'

/** What the jobs of this product do. */
export function jobHandlers(ctx: Context): JobHandlers {
  return {
    performDue: (sessionId) => performDueOf(ctx, sessionId),
    deliverMail: (outboxId) => deliverMail(ctx, outboxId),
    sweep: async () => {
      await sweepDue(ctx)
      await sweepMail(ctx)
    },
  }
}
