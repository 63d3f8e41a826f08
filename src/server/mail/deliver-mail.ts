import { createHash } from 'node:crypto'
import { DAY_MS, HOUR_MS, type Instant } from '../../domain/deadlines.ts'
import type { Context } from '../context.ts'
import { openMail } from './seal-mail.ts'
import { describeFailure, isPermanent, type SendContext, sendMail } from './send-mail.ts'
import type { OutboxId } from './tables.ts'

export type DeliverContext = SendContext & Pick<Context, 'jobs' | 'log'>

/** Longer than an attempt can take. If its worker dies, the mail waits that long for the next one. */
const LEASE_MS = 120_000
const GIVE_UP_AFTER_MS = 4 * DAY_MS
const FIRST_WAIT_MS = 60_000
const LONGEST_WAIT_MS = 6 * HOUR_MS

/**
 * Makes one attempt at a mail of the outbox, if it is due and nobody else is at it. A mail is sent at least once: a crash
 * between the server's answer and ours sends it again, under the same Message-ID. A failure is not thrown: it puts the
 * next attempt off.
 */
export async function deliverMail(ctx: DeliverContext, id: OutboxId): Promise<void> {
  const claimed = await claim(ctx, id)
  if (!claimed) return
  const { messageId, queuedAt, attempts, sealed, template } = claimed
  try {
    const mail = openMail(ctx.config.secrets.outbox, id, sealed)
    await sendMail(ctx, { messageId, date: queuedAt, mail })
  } catch (error) {
    const failure = describeFailure(error)
    ctx.log.warn({ outboxId: id, template, attempts, ...failure }, 'a mail could not be sent')
    return putOff(ctx, { id, attempts, queuedAt, isPermanent: isPermanent(failure) })
  }
  const now = await ctx.clock(ctx.db)
  await ctx.db
    .updateTable('mailOutbox')
    .set({ sentAt: now, sealed: null, leasedUntil: null })
    .where('id', '=', id)
    .where('sentAt', 'is', null)
    .execute()
}

/** One worker has a mail at a time: of several conditional writes, one finds the row as it was. */
async function claim(ctx: DeliverContext, id: OutboxId) {
  const now = await ctx.clock(ctx.db)
  const row = await ctx.db
    .updateTable('mailOutbox')
    .set((eb) => ({ leasedUntil: now + LEASE_MS, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    // What waits still has its body. With the columns of the index of waiting mail as conditions, PostgreSQL may choose that index, and
    // go through all that is due.
    .where('sealed', 'is not', null)
    .where('nextAttemptAt', '<=', now)
    .where((eb) => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', now)]))
    .returning(['messageId', 'queuedAt', 'attempts', 'sealed', 'template'])
    .executeTakeFirst()
  if (!row) return null
  const { sealed } = row
  if (sealed === null) throw new Error(`mail ${id} waits without a body`)
  return { ...row, sealed }
}

type FailedAttempt = {
  readonly id: OutboxId
  readonly attempts: number
  readonly queuedAt: Instant
  readonly isPermanent: boolean
}

async function putOff(ctx: DeliverContext, failed: FailedAttempt): Promise<void> {
  const { id, attempts, queuedAt } = failed
  await ctx.db.transaction().execute(async (tx) => {
    const now = await ctx.clock(tx)
    const givesUp = failed.isPermanent || now - queuedAt >= GIVE_UP_AFTER_MS
    const nextAttemptAt = now + waitAfter(id, attempts)
    const { numUpdatedRows } = await tx
      .updateTable('mailOutbox')
      .set(
        givesUp ? { givenUpAt: now, sealed: null, leasedUntil: null } : { nextAttemptAt, leasedUntil: null },
      )
      .where('id', '=', id)
      // Not where the lease ran out and another worker has begun meanwhile.
      .where('attempts', '=', attempts)
      .where('sentAt', 'is', null)
      .executeTakeFirst()
    if (givesUp) ctx.log.error({ outboxId: id }, 'a mail was given up')
    else if (numUpdatedRows === 1n) await ctx.jobs.enqueueMail(tx, id, nextAttemptAt)
  })
}

/**
 * Doubles from a minute up to six hours, spread by a quarter either way, so that mail that failed together does not
 * come back together. The spread comes from the mail's id: the same attempt waits the same time.
 */
export function waitAfter(id: OutboxId, attempts: number): number {
  const base = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20))
  const spread = createHash('sha256').update(`${id}/${attempts}`).digest().readUInt16BE() / 0xffff
  return Math.round(base * (0.75 + spread / 2))
}
