import { type Kysely, sql } from 'kysely'

/** Whether the members of a seat may have its number revealed: its lead's to say, and no unless said. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table app.seats add column members_may_reveal boolean not null default false;
  `.execute(db)
}
