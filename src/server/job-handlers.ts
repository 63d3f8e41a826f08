import { DAY_MS } from '../domain/deadlines.ts'
import { sweepAccounts } from './accounts/sweep-accounts.ts'
import type { Context } from './context.ts'
import { describeError } from './describe-error.ts'
import { sweepFiles } from './documents/sweep-files.ts'
import type { JobHandlers } from './jobs/jobs.ts'
import { deliverMail } from './mail/deliver-mail.ts'
import { pruneMail } from './mail/prune-mail.ts'
import { sweepMail } from './mail/sweep-mail.ts'
import { performDueOf, sweepDue } from './sessions/sweep-due.ts'
import { openUntoldSweep } from './sessions/sweep-untold.ts'

/** What the jobs of this product do. */
export function jobHandlers(ctx: Context): JobHandlers {
  let clearedAt = Number.NEGATIVE_INFINITY
  const sweepUntold = openUntoldSweep()
  /** What is cleared away needs no hurry, and is looked for among everything there is. */
  async function clearAwayDaily(_: Context, signal: AbortSignal): Promise<void> {
    const now = await ctx.clock(ctx.db)
    if (now - clearedAt < DAY_MS) return
    clearedAt = now
    await pruneMail(ctx)
    await sweepFiles(ctx, signal)
  }
  return {
    performDue: (sessionId) => performDueOf(ctx, sessionId),
    deliverMail: (outboxId) => deliverMail(ctx, outboxId),
    sweep: async (signal) => {
      // One that fails keeps none of the others from its work.
      for (const sweep of [sweepUntold, sweepDue, sweepMail, sweepAccounts, clearAwayDaily]) {
        if (signal.aborted) return
        await sweep(ctx, signal).catch((error: unknown) => {
          ctx.log.error({ sweep: sweep.name, error: describeError(error) }, 'a sweep failed')
        })
      }
    },
  }
}
