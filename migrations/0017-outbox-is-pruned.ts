import { type Kysely, sql } from 'kysely'

/** What was sent, or given up, long ago is cleared away: the web server's role may delete such rows, and no others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    grant delete on app.mail_outbox to backchannel_web;
    create function app.refuse_unsent() returns trigger language plpgsql as $$
    begin
      raise exception 'mail that waits is not deleted';
    end $$;
    create trigger mail_outbox_keeps_what_waits before delete on app.mail_outbox
      for each row when (old.sent_at is null and old.given_up_at is null) execute function app.refuse_unsent();
  `.execute(db)
}
