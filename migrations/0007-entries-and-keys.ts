import { type Kysely, sql } from 'kysely'

/**
 * An entry's id is its author's choice: it is unique within its session, where the matcher keeps it so, and no id used
 * elsewhere may stand in its way. Whether an envelope is the one accepted under an id is for the matcher to tell.
 *
 * A key whose command the matcher recorded, and whose body a crash took with the commit, is known without its body.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table app.entries
      drop constraint entries_pkey,
      add primary key (session_id, entry_id),
      drop column envelope_sha256;
    alter table app.idempotency_keys alter column body_sha256 drop not null;
    grant update (body_sha256, response) on app.idempotency_keys to backchannel_web;
  `.execute(db)
}
