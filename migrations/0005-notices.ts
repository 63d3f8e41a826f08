import { type Kysely, sql } from 'kysely'

/** Notices within the product, and the mail that tells of them. Instants are int8 milliseconds since 1970. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table app.notices (
      id uuid primary key,
      user_id uuid not null references app.users (id),
      matter_id uuid not null references app.matters (id),
      -- What happened. A person has one notice of it.
      event_key text not null,
      title text not null,
      body text not null,
      path text not null check (path like '/%'),
      at int8 not null,
      read_at int8,
      unique (user_id, event_key)
    );
    create index notices_by_user on app.notices (user_id, at desc, id);
    create index notices_unread on app.notices (user_id, matter_id) where read_at is null;

    create table app.mail_choices (
      user_id uuid not null references app.users (id),
      topic text not null check (topic in
        ('invitations', 'terms', 'rules', 'start', 'messages', 'keep-running', 'new-session', 'team')),
      mailed boolean not null,
      primary key (user_id, topic)
    );

    create table app.mail_outbox (
      id uuid primary key,
      dedupe_key text not null unique,
      message_id text not null unique,
      template text not null,
      -- AES-256-GCM under a key outside the database: a mail may hold a one-use link. Erased once sent or given up.
      sealed bytea,
      queued_at int8 not null,
      next_attempt_at int8 not null,
      attempts int not null,
      leased_until int8,
      sent_at int8,
      given_up_at int8,
      check ((sealed is null) = (sent_at is not null or given_up_at is not null))
    );
    create index mail_outbox_waiting on app.mail_outbox (next_attempt_at)
      where sent_at is null and given_up_at is null;

    -- Where mail goes without SMTP settings; used on loopback alone, and encrypted like the outbox.
    create table app.development_inbox (
      id uuid primary key,
      message_id text not null unique,
      sealed bytea not null,
      arrived_at int8 not null
    );
    create index development_inbox_by_time on app.development_inbox (arrived_at desc, id);

    grant select, insert, update on app.notices, app.mail_choices, app.mail_outbox to backchannel_web;
    grant select, insert on app.development_inbox to backchannel_web;
  `.execute(db)
}
