import { type Kysely, sql } from 'kysely'

/** Instants are int8 milliseconds since 1970; amounts are int8 minor units. No column here ever holds a number. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table app.matters (
      id uuid primary key,
      caption text not null,
      forum text not null default '',
      case_number text not null default '',
      dispute text not null default '',
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      amount_in_dispute_cents int8 check (amount_in_dispute_cents > 0),
      time_zone text not null,
      plaintiff_word text not null default 'plaintiff',
      defendant_word text not null default 'defendant',
      is_practice boolean not null default false,
      created_by uuid not null references app.users (id),
      created_at int8 not null
    );

    create table app.seats (
      id uuid primary key,
      matter_id uuid not null references app.matters (id),
      side text not null check (side in ('plaintiff', 'defendant')),
      represents text not null default '',
      -- Derived for lists, from this seat's own state and shared events alone.
      stage text not null default 'terms' check (stage in ('terms', 'opening', 'adjustment', 'deal', 'ended')),
      next_action text not null default 'settle-terms',
      next_deadline_at int8,
      last_activity_at int8 not null,
      unique (matter_id, side),
      unique (id, matter_id)
    );

    create table app.seat_people (
      id uuid primary key,
      matter_id uuid not null,
      seat_id uuid not null,
      user_id uuid not null references app.users (id),
      role text not null check (role in ('lead', 'member', 'client')),
      added_at int8 not null,
      removed_at int8,
      foreign key (seat_id, matter_id) references app.seats (id, matter_id)
    );
    -- A person holds one seat of a matter at most, and a seat has one lead.
    create unique index seat_people_one_seat on app.seat_people (matter_id, user_id) where removed_at is null;
    create unique index seat_people_one_lead on app.seat_people (seat_id) where removed_at is null and role = 'lead';
    create index seat_people_by_user on app.seat_people (user_id, added_at) include (matter_id, seat_id)
      where removed_at is null;
    create index seat_people_by_seat on app.seat_people (seat_id) where removed_at is null;

    create table app.invitations (
      id uuid primary key,
      matter_id uuid not null,
      seat_id uuid not null,
      kind text not null check (kind in ('other-side', 'team')),
      role text not null check (role in ('lead', 'member', 'client')),
      email text not null,
      name text not null,
      message text not null default '',
      -- SHA-256 of the link's token, which is kept nowhere.
      token_hash text not null unique,
      status text not null check (status in ('sent', 'opened', 'accepted', 'declined', 'revoked', 'replaced')),
      invited_by uuid not null references app.users (id),
      sent_at int8 not null,
      expires_at int8 not null check (expires_at > sent_at),
      opened_at int8,
      renewal_asked_at int8,
      -- The invited person wanted to accept, and the rule on who may hold a seat stood against it.
      refused_at int8,
      ended_at int8,
      decline_reason text,
      accepted_by uuid references app.users (id),
      foreign key (seat_id, matter_id) references app.seats (id, matter_id),
      -- To the other seat comes its lead; the lead of one's own seat is handed over, not invited.
      check ((kind = 'other-side') = (role = 'lead')),
      check ((status in ('sent', 'opened')) = (ended_at is null)),
      check ((status = 'accepted') = (accepted_by is not null))
    );
    create index invitations_by_matter on app.invitations (matter_id, sent_at desc);
    create index invitations_by_email on app.invitations (email) where status in ('sent', 'opened');
    create index invitations_by_inviter on app.invitations (invited_by, sent_at);
    create unique index invitations_one_to_other_side on app.invitations (matter_id)
      where kind = 'other-side' and status in ('sent', 'opened');
    create unique index invitations_one_to_address on app.invitations (seat_id, email)
      where status in ('sent', 'opened');

    create table app.sessions (
      id uuid primary key,
      matter_id uuid not null references app.matters (id),
      ordinal int not null check (ordinal > 0),
      -- The pure domain's state. It tells that an entry stands and since when, never a number.
      state jsonb not null,
      public_key bytea not null,
      matcher_version int not null default 0,
      next_due_at int8,
      ended_at int8,
      is_practice boolean not null default false,
      clock_offset_ms int8 not null default 0,
      created_at int8 not null,
      unique (matter_id, ordinal),
      -- Time can be moved on in practice sessions alone.
      constraint only_practice_moves_time check (is_practice or clock_offset_ms = 0)
    );
    -- A matter has at most one live session.
    create unique index sessions_one_live on app.sessions (matter_id) where ended_at is null;
    create index sessions_due on app.sessions (next_due_at) where ended_at is null;

    create table app.entries (
      entry_id uuid primary key,
      session_id uuid not null references app.sessions (id),
      seat_id uuid not null references app.seats (id),
      at int8 not null,
      step text not null check (step in ('opening', 'adjustment')),
      -- SHA-256 of the sealed envelope (ciphertext), to know a repeat from another body.
      -- Unknown for an entry caught up with after a crash.
      envelope_sha256 bytea
    );
    create index entries_by_seat on app.entries (seat_id, at);

    create table app.idempotency_keys (
      seat_id uuid not null references app.seats (id),
      key text not null,
      body_sha256 bytea not null,
      response jsonb not null,
      at int8 not null,
      primary key (seat_id, key)
    );

    create table app.deals (
      session_id uuid primary key references app.sessions (id),
      matter_id uuid not null unique references app.matters (id),
      at int8 not null,
      step text not null check (step in ('opening', 'adjustment')),
      deal_number_cents int8 not null check (deal_number_cents between 100 and 1000000000000),
      bonus_cents int8 not null check (bonus_cents >= 0),
      bonus_to text check (bonus_to in ('plaintiff', 'defendant')),
      settlement_cents int8 not null check (settlement_cents > 0)
    );

    -- One chain a side, and one for what both sides see.
    create table app.journal (
      matter_id uuid not null references app.matters (id),
      chain text not null check (chain in ('plaintiff', 'defendant', 'shared')),
      seq int not null check (seq > 0),
      session_id uuid references app.sessions (id),
      at int8 not null,
      type text not null,
      actor uuid references app.users (id),
      data jsonb not null,
      -- SHA-256 of the record and of the hash before it.
      hash bytea not null check (octet_length(hash) = 32),
      primary key (matter_id, chain, seq)
    );

    create function app.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name;
    end $$;
    create trigger journal_append_only before update or delete or truncate on app.journal
      for each statement execute function app.refuse_change();
    create trigger deals_immutable before update or delete or truncate on app.deals
      for each statement execute function app.refuse_change();

    grant select, insert, update on app.matters, app.seats, app.seat_people, app.invitations, app.sessions to backchannel_web;
    grant select, insert on app.entries, app.deals, app.journal to backchannel_web;
    grant select, insert, delete on app.idempotency_keys to backchannel_web;
  `.execute(db)
}
