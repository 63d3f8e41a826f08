import { sql } from 'kysely'
import type { Db } from '../../src/server/db/database.ts'

/** Returns once some statement in this database waits for a lock: the server says so, no time has to pass. */
export async function waitUntilBlocked(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    if (rows.length > 0) return
  }
}
