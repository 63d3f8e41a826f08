import { sql } from 'kysely'
import type { Db } from '../../src/server/db/database.ts'

/** Returns once so many statements in this database wait for a lock: the server says so, no time has to pass. */
export async function waitUntilBlocked(db: Db, count = 1): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    if (rows.length >= count) return
  }
}
