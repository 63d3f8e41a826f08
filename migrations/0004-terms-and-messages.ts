import { type Kysely, sql } from 'kysely'

/** What is negotiated besides money, and what the sides write to each other. Instants are int8 milliseconds since 1970. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table app.documents (
      id uuid primary key,
      matter_id uuid not null references app.matters (id),
      -- Where the bytes lie in the file store.
      file_key uuid not null unique,
      name text not null check (length(name) between 1 and 200),
      media_type text not null check (media_type in (
        'application/pdf',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'image/png',
        'image/jpeg'
      )),
      size_bytes int not null check (size_bytes between 1 and 26214400),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      -- The words of a DOCX, taken out once, when it was uploaded.
      preview_text text,
      side text not null check (side in ('plaintiff', 'defendant')),
      uploaded_by uuid not null references app.users (id),
      uploaded_at int8 not null,
      unique (id, matter_id)
    );
    create index documents_by_matter on app.documents (matter_id);

    create table app.terms_versions (
      session_id uuid not null references app.sessions (id),
      version int not null check (version > 0),
      matter_id uuid not null,
      document_id uuid not null,
      source text not null check (source in ('upload', 'term-sheet', 'earlier-session')),
      -- The answers that a term sheet was written from; either side may start its own from them.
      term_sheet jsonb,
      side text not null check (side in ('plaintiff', 'defendant')),
      added_by uuid not null references app.users (id),
      added_at int8 not null,
      -- Made with the form: the same form sent twice adds one version.
      submission_id uuid not null,
      primary key (session_id, version),
      unique (added_by, submission_id),
      foreign key (document_id, matter_id) references app.documents (id, matter_id)
    );
    create index terms_versions_by_document on app.terms_versions (document_id);

    -- The last terms of the session before, offered as a draft.
    create table app.terms_carried_over (
      session_id uuid primary key references app.sessions (id),
      from_session_id uuid not null,
      from_version int not null,
      foreign key (from_session_id, from_version) references app.terms_versions (session_id, version)
    );

    -- What a side has filled in so far. Nobody of the other side reads it until it is made into a version.
    create table app.term_sheet_drafts (
      session_id uuid not null references app.sessions (id),
      side text not null check (side in ('plaintiff', 'defendant')),
      answers jsonb not null,
      revision int not null check (revision > 0),
      saved_by uuid not null references app.users (id),
      saved_at int8 not null,
      primary key (session_id, side)
    );

    create table app.terms_comments (
      id uuid primary key,
      session_id uuid not null,
      version int not null,
      side text not null check (side in ('plaintiff', 'defendant')),
      author uuid not null references app.users (id),
      body text not null check (length(body) between 1 and 5000),
      written_at int8 not null,
      submission_id uuid not null,
      unique (author, submission_id),
      foreign key (session_id, version) references app.terms_versions (session_id, version)
    );
    create index terms_comments_by_version on app.terms_comments (session_id, version, written_at);

    -- Each text of the rules that anybody accepted, word for word.
    create table app.rules_texts (
      version text primary key,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      body text not null,
      kept_at int8 not null
    );

    -- Every acceptance there was, also those undone later: the session's state knows which one counts.
    create table app.rules_acceptances (
      session_id uuid not null references app.sessions (id),
      side text not null check (side in ('plaintiff', 'defendant')),
      accepted_at int8 not null,
      accepted_by uuid not null references app.users (id),
      rules_version text not null references app.rules_texts (version),
      -- Null where both sides chose to skip.
      terms_sha256 text check (terms_sha256 ~ '^[0-9a-f]{64}$')
    );
    create index rules_acceptances_by_session on app.rules_acceptances (session_id, side, accepted_at);

    create table app.messages (
      id uuid primary key,
      matter_id uuid not null references app.matters (id),
      side text not null check (side in ('plaintiff', 'defendant')),
      author uuid not null references app.users (id),
      body text not null check (length(body) <= 10000),
      sent_at int8 not null,
      submission_id uuid not null,
      unique (author, submission_id),
      unique (id, matter_id)
    );
    create index messages_by_matter on app.messages (matter_id, sent_at desc, id desc);

    create table app.message_files (
      message_id uuid not null,
      position int not null check (position between 1 and 10),
      matter_id uuid not null,
      document_id uuid not null unique,
      primary key (message_id, position),
      foreign key (message_id, matter_id) references app.messages (id, matter_id),
      foreign key (document_id, matter_id) references app.documents (id, matter_id)
    );

    -- What was said and shown stays as it was.
    grant select, insert on app.documents, app.terms_versions, app.terms_carried_over, app.terms_comments,
      app.rules_texts, app.rules_acceptances, app.messages, app.message_files to backchannel_web;
    grant select, insert, update on app.term_sheet_drafts to backchannel_web;
  `.execute(db)
}
