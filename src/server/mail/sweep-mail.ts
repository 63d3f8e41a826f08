import type { DeliverContext } from './deliver-mail.ts'

const BATCH = 500

/**
 * Finds mail that is due and that no job sees to (a job was lost, a worker died at it), and enqueues it anew. A mail
 * whose job is waiting gets no second one.
 */
export async function sweepMail(ctx: DeliverContext): Promise<void> {
  const now = await ctx.clock(ctx.db)
  const due = await ctx.db
    .selectFrom('mailOutbox')
    .select('id')
    .where('sentAt', 'is', null)
    .where('givenUpAt', 'is', null)
    .where('nextAttemptAt', '<=', now)
    .where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', now)]))
    .orderBy('nextAttemptAt')
    .orderBy('id')
    .limit(BATCH)
    .execute()
  if (due.length === 0) return
  await ctx.db.transaction().execute(async (tx) => {
    for (const { id } of due) await ctx.jobs.enqueueMail(tx, id)
  })
}
