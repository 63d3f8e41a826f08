import { type Kysely, sql } from 'kysely'

/**
 * When a record was made, by the one clock of all processes, and by it which sessions have records since: so that a sweep
 * for what the matcher alone knows looks at what is new, and not at every live session. What was recorded before this has
 * no such instant; a matcher of the release before this gives none, and the database's own stands for it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table matcher.records add column recorded_at int8;
    alter table matcher.records
      alter column recorded_at set default floor(extract(epoch from clock_timestamp()) * 1000)::int8;
    create index records_by_instant on matcher.records (recorded_at) include (session_id, version);
  `.execute(db)
}
