import { sweepAccounts } from './accounts/sweep-accounts.ts'
import type { Context } from './context.ts'
import { describeError } from './describe-error.ts'
import type { JobHandlers } from './jobs/jobs.ts'
import { deliverMail } from './mail/deliver-mail.ts'
import { sweepMail } from './mail/sweep-mail.ts'
import { performDueOf, sweepDue, sweepUntold } from './sessions/sweep-due.ts'

/** What the jobs of this product do. */
export function jobHandlers(ctx: Context): JobHandlers {
  return {
    performDue: (sessionId) => performDueOf(ctx, sessionId),
    deliverMail: (outboxId) => deliverMail(ctx, outboxId),
    sweep: async () => {
      // One that fails keeps none of the others from its work.
      for (const sweep of [sweepUntold, sweepDue, sweepMail, sweepAccounts]) {
        await sweep(ctx).catch((error: unknown) => {
          ctx.log.error({ sweep: sweep.name, error: describeError(error) }, 'a sweep failed')
        })
      }
    },
  }
}
