import { sql } from 'kysely'
import type { Db } from '../../src/server/db/database.ts'

/** Asked as often as this, a server has had time for many statements: whoever does not wait by then, never does. */
const MOST_ASKED = 20_000

/**
 * Returns once so many statements in this database wait for a lock: the server says so, no time has to pass. Throws where
 * nobody comes to wait.
 */
export async function waitUntilBlocked(db: Db, count = 1): Promise<void> {
  for (let asked = 0; asked < MOST_ASKED; asked += 1) {
    const { rows } = await sql`
      select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    if (rows.length >= count) return
  }
  throw new Error(`${count} statements should wait for a lock, and fewer do`)
}
