import { sql } from 'kysely'
import { DAY_MS } from '../../domain/deadlines.ts'
import type { Context } from '../context.ts'

/** Longer than anybody asks after a mail. Nothing is mailed again for it: whatever is news is told once by its notice. */
const KEPT_MS = 90 * DAY_MS

/** Clears away the rows of mail that was sent, or given up, long ago. Its text was erased when it was. */
export async function pruneMail({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const before = (await clock(db)) - KEPT_MS
  await db.deleteFrom('mailOutbox').where(sql<number>`greatest(sent_at, given_up_at)`, '<', before).execute()
}
