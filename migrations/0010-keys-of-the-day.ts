import { type Kysely, sql } from 'kysely'

/**
 * A session's private key is wrapped under the key of a day, and each day anew under that day's. Day 0 stands for the one
 * key file that there was before: older than any other, it is the first to go.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table matcher.sessions add column key_day int;
    -- The trigger knows version steps alone.
    alter table matcher.sessions disable trigger sessions_move_forward;
    update matcher.sessions set key_day = 0 where wrapped_private_key is not null;
    alter table matcher.sessions enable trigger sessions_move_forward;
    alter table matcher.sessions
      add constraint key_has_its_day check ((key_day is null) = (wrapped_private_key is null));
    create index sessions_by_key_day on matcher.sessions (key_day, id) where key_day is not null;

    create or replace function matcher.move_forward() returns trigger language plpgsql as $$
    begin
      if new.version = old.version then
        if old.wrapped_private_key is not null and new.wrapped_private_key is not null
          and new.key_day is distinct from old.key_day
          and to_jsonb(new) - '{wrapped_private_key,key_day}'::text[]
            = to_jsonb(old) - '{wrapped_private_key,key_day}'::text[]
        then
          return new;
        end if;
        raise exception 'a session of the matcher moves forward only';
      end if;
      if old.step = 'ended' or new.version <> old.version + 1 or new.clock_offset_ms < old.clock_offset_ms
        or (new.step = 'opening' and old.step <> 'opening')
        or (new.id, new.plaintiff_seat_id, new.defendant_seat_id, new.currency, new.is_practice, new.public_key)
          is distinct from
          (old.id, old.plaintiff_seat_id, old.defendant_seat_id, old.currency, old.is_practice, old.public_key)
      then
        raise exception 'a session of the matcher moves forward only';
      end if;
      return new;
    end $$;

    grant update (key_day) on matcher.sessions to backchannel_matcher;
  `.execute(db)
}
