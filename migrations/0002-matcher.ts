import { type Kysely, sql } from 'kysely'

/**
 * The matcher's own store. Its role alone reaches it: the web server's has no grant here. Instants are int8
 * milliseconds since 1970. Numbers lie here sealed, and no constraint or index is over one; the one figure in the
 * clear is the deal number, which both sides know.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema matcher;
    revoke all on schema matcher from public;
    grant usage on schema matcher to backchannel_matcher;

    create table matcher.sessions (
      id uuid primary key,
      plaintiff_seat_id uuid not null,
      defendant_seat_id uuid not null,
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      is_practice boolean not null,
      clock_offset_ms int8 not null default 0,
      step text not null default 'opening' check (step in ('opening', 'adjustment', 'ended')),
      version int not null default 0,
      public_key bytea not null check (length(public_key) = 65),
      -- The private half, wrapped under a key that lies outside of the database.
      wrapped_private_key bytea,
      check (plaintiff_seat_id <> defendant_seat_id),
      constraint only_practice_moves_time check (is_practice or clock_offset_ms = 0),
      constraint key_until_the_end check ((step = 'ended') = (wrapped_private_key is null))
    );

    -- A seat's instants never decrease, across the sessions of its matter.
    create table matcher.seats (
      id uuid primary key,
      last_at int8 not null default 0
    );

    -- Always one row for each side of a live session: the entry that stands, or a dummy (no entry_id) that looks alike.
    create table matcher.standing (
      session_id uuid not null references matcher.sessions (id),
      side text not null check (side in ('plaintiff', 'defendant')),
      entry_id uuid,
      step text not null check (step in ('opening', 'adjustment')),
      envelope bytea not null check (length(envelope) = 113),
      primary key (session_id, side)
    );

    create table matcher.records (
      session_id uuid not null references matcher.sessions (id),
      version int not null check (version > 0),
      operation text not null
        check (operation in ('accept', 'accept-and-compare', 'withdraw-or-void', 'close-of-opening', 'end')),
      side text check (side in ('plaintiff', 'defendant')),
      seat_id uuid,
      entry_id uuid,
      idempotency_key text not null,
      at int8 not null,
      outcome jsonb not null,
      -- Erased at the end of the session; what tells a repeat from another envelope stays: a hash of sealed bytes,
      -- of which 256 bits are random.
      envelope bytea check (length(envelope) = 113),
      envelope_sha256 bytea check (length(envelope_sha256) = 32),
      primary key (session_id, version),
      check ((side is null) = (seat_id is null)),
      check ((entry_id is not null) = (operation in ('accept', 'accept-and-compare'))),
      check ((entry_id is not null) = (envelope_sha256 is not null))
    );
    create unique index records_one_entry on matcher.records (session_id, entry_id) where entry_id is not null;
    create unique index records_one_key on matcher.records (session_id, seat_id, idempotency_key) nulls not distinct;
    create unique index records_one_close on matcher.records (session_id) where operation = 'close-of-opening';
    create unique index records_one_ending on matcher.records (session_id)
      where outcome ->> 'kind' in ('deal', 'ended');
    create index records_entries_of_seat on matcher.records (seat_id, at) where entry_id is not null;

    create function matcher.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'records of the matcher stay as they are';
    end $$;
    create function matcher.allow_erasure_alone() returns trigger language plpgsql as $$
    begin
      if new.envelope is null and to_jsonb(new) - 'envelope' = to_jsonb(old) - 'envelope' then
        return new;
      end if;
      raise exception 'records of the matcher stay as they are';
    end $$;
    create trigger records_stay before update on matcher.records
      for each row execute function matcher.allow_erasure_alone();
    create trigger records_are_not_deleted before delete or truncate on matcher.records
      for each statement execute function matcher.refuse_change();

    create function matcher.move_forward() returns trigger language plpgsql as $$
    begin
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
    create trigger sessions_move_forward before update on matcher.sessions
      for each row execute function matcher.move_forward();

    grant select, insert on matcher.sessions, matcher.seats, matcher.records to backchannel_matcher;
    grant update (clock_offset_ms, step, version, wrapped_private_key) on matcher.sessions to backchannel_matcher;
    grant update (last_at) on matcher.seats to backchannel_matcher;
    grant update (envelope) on matcher.records to backchannel_matcher;
    grant select, insert, update, delete on matcher.standing to backchannel_matcher;
  `.execute(db)
}
