import { type Kysely, sql } from 'kysely'

/**
 * What a restored database or a lost key asks for: both numbers voided, with a new key pair and a version above all that
 * was answered before; or a session that has ended, as the marks outside the database tell, brought to its end without the record.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table matcher.records drop constraint records_operation_check;
    alter table matcher.records add constraint records_operation_check check (operation in
      ('accept', 'accept-and-compare', 'withdraw-or-void', 'void-both', 'close-of-opening', 'end'));

    create or replace function matcher.move_forward() returns trigger language plpgsql as $$
    declare
      of_key constant text[] := '{wrapped_private_key,key_day}';
    begin
      if new.version = old.version and old.wrapped_private_key is not null then
        -- Wrapped under the key of another day.
        if new.wrapped_private_key is not null and new.key_day is distinct from old.key_day
          and to_jsonb(new) - of_key = to_jsonb(old) - of_key
        then
          return new;
        end if;
        -- Ended, as the marks tell.
        if new.step = 'ended' and to_jsonb(new) - of_key - 'step' = to_jsonb(old) - of_key - 'step' then
          return new;
        end if;
      end if;
      if old.step = 'ended' or new.version <= old.version or new.clock_offset_ms < old.clock_offset_ms
        or (new.step = 'opening' and old.step <> 'opening')
        -- Only with a new key pair do versions pass over what was lost.
        or (new.version > old.version + 1 and new.public_key = old.public_key)
        or (new.id, new.plaintiff_seat_id, new.defendant_seat_id, new.currency, new.is_practice)
          is distinct from
          (old.id, old.plaintiff_seat_id, old.defendant_seat_id, old.currency, old.is_practice)
      then
        raise exception 'a session of the matcher moves forward only';
      end if;
      return new;
    end $$;

    grant update (public_key) on matcher.sessions to backchannel_matcher;
  `.execute(db)
}
