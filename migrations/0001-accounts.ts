import { type Kysely, sql } from 'kysely'

/**
 * The schema that the web server's role uses, and the tables of better-auth under names of our own: `sign_ins` are its
 * sessions, `credentials` its accounts. Its instants are timestamps; ours are int8 milliseconds since 1970.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema if not exists app;
    grant usage on schema app to backchannel_web;
    revoke all on schema public from public;

    create table app.users (
      id uuid primary key,
      name text not null,
      email text not null unique check (email = lower(email)),
      email_verified boolean not null,
      image text,
      two_factor_enabled boolean not null default false,
      occupation text not null
        check (occupation in ('attorney', 'claims-professional', 'party', 'mediator')),
      firm text not null default '',
      time_zone text not null,
      -- When the password was reset or a way to sign in was added: what was sealed before may be replaced, not revealed.
      factors_changed_at int8 not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );

    create table app.sign_ins (
      id uuid primary key,
      user_id uuid not null references app.users (id) on delete cascade,
      token text not null unique,
      expires_at timestamptz not null,
      ip_address text,
      user_agent text,
      -- When the person last proved who they are within this sign-in.
      authenticated_at int8 not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create index sign_ins_by_user on app.sign_ins (user_id);

    create table app.credentials (
      id uuid primary key,
      user_id uuid not null references app.users (id) on delete cascade,
      account_id text not null,
      provider_id text not null,
      password text,
      access_token text,
      refresh_token text,
      id_token text,
      access_token_expires_at timestamptz,
      refresh_token_expires_at timestamptz,
      scope text,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (user_id, provider_id)
    );

    create table app.verifications (
      id uuid primary key,
      identifier text not null,
      value text not null,
      expires_at timestamptz not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create index verifications_by_identifier on app.verifications (identifier);

    create table app.two_factors (
      id uuid primary key,
      user_id uuid not null references app.users (id) on delete cascade,
      secret text not null,
      backup_codes text not null,
      verified boolean not null default true,
      failed_verification_count int not null default 0,
      locked_until timestamptz,
      unique (user_id)
    );

    create table app.passkeys (
      id uuid primary key,
      user_id uuid not null references app.users (id) on delete cascade,
      name text,
      public_key text not null,
      credential_id text not null unique,
      counter int8 not null,
      device_type text not null,
      backed_up boolean not null,
      transports text,
      aaguid text,
      created_at timestamptz
    );
    create index passkeys_by_user on app.passkeys (user_id);

    -- An account that was asked for. It comes to be when the link is followed and the password given again.
    create table app.pending_sign_ups (
      token_hash text primary key,
      email text not null check (email = lower(email)),
      name text not null,
      password_hash text not null,
      occupation text not null
        check (occupation in ('attorney', 'claims-professional', 'party', 'mediator')),
      firm text not null,
      time_zone text not null,
      next_path text,
      created_at int8 not null,
      expires_at int8 not null
    );
    create index pending_sign_ups_by_email on app.pending_sign_ups (email);

    create table app.password_resets (
      token_hash text primary key,
      -- No reference: the same statement runs for an address that nobody has, and is undone.
      user_id uuid not null,
      created_at int8 not null,
      expires_at int8 not null
    );
    create index password_resets_by_user on app.password_resets (user_id);

    create table app.auth_rate_limits (
      key text primary key,
      count int not null,
      window_ends_at int8 not null
    );
    create index auth_rate_limits_ended on app.auth_rate_limits (window_ends_at);

    grant select, insert, update on app.users to backchannel_web;
    grant select, insert, update, delete on app.sign_ins, app.credentials, app.verifications, app.two_factors,
      app.passkeys, app.pending_sign_ups, app.password_resets, app.auth_rate_limits to backchannel_web;
  `.execute(db)
}
