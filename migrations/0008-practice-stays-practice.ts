import { type Kysely, sql } from 'kysely'

/** Only practice moves time: so nothing becomes practice that was not, whoever asks. And time moves on, never back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function app.keep_practice() returns trigger language plpgsql as $$
    begin
      raise exception 'what is practice, and what is not, stays so';
    end $$;
    create trigger matters_keep_practice before update of is_practice on app.matters
      for each row when (new.is_practice is distinct from old.is_practice) execute function app.keep_practice();
    create trigger sessions_keep_practice before update of is_practice on app.sessions
      for each row when (new.is_practice is distinct from old.is_practice) execute function app.keep_practice();

    create function app.refuse_earlier_time() returns trigger language plpgsql as $$
    begin
      raise exception 'the time of a practice session moves on, never back';
    end $$;
    create trigger sessions_time_moves_on before update of clock_offset_ms on app.sessions
      for each row when (new.clock_offset_ms < old.clock_offset_ms) execute function app.refuse_earlier_time();
  `.execute(db)
}
