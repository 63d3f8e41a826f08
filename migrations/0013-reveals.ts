import { type Kysely, sql } from 'kysely'

/**
 * The matcher's journal of what it revealed: to which seat, for which request, to which key, and when; never what. It
 * carries the limit of such requests, and a request is answered once. Nothing of it is an act of the session, so the
 * session's version knows nothing of it either.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table matcher.reveals (
      session_id uuid not null references matcher.sessions (id),
      seat_id uuid not null,
      request_id text not null,
      -- The session's, as the caller read it under its lock.
      version int not null check (version >= 0),
      at int8 not null,
      -- Entries before this instant were held back: the person's way of signing in changed then.
      not_before int8 not null,
      -- The browser's key of that one request.
      public_key bytea not null check (length(public_key) = 65),
      primary key (seat_id, request_id)
    );
    create index reveals_of_seat on matcher.reveals (seat_id, at);

    create trigger reveals_stay before update or delete or truncate on matcher.reveals
      for each statement execute function matcher.refuse_change();
    grant select, insert on matcher.reveals to backchannel_matcher;
  `.execute(db)
}
