import { sql } from 'kysely'
import type { Context } from '../context.ts'

/** How much is behind: due jobs that nobody has begun, and mails that are not sent. */
export async function countWaiting({
  db,
  clock,
}: Pick<Context, 'db' | 'clock'>): Promise<{ readonly jobs: number; readonly mails: number }> {
  const now = await clock(db)
  const { rows } = await sql<{ jobs: number; mails: number }>`
    select
      (select count(*) from jobs.job
        where state < 'active' and start_after <= to_timestamp(${now}::float8 / 1000)) as jobs,
      (select count(*) from mail_outbox where sent_at is null and given_up_at is null) as mails`.execute(db)
  const [counted] = rows
  if (!counted) throw new Error('nothing was counted')
  return counted
}
