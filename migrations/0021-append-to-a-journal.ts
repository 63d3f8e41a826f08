import { type Kysely, sql } from 'kysely'

/**
 * Adds a record to the end of its chain in one statement: the chain's lock, then its head as the lock finds it, then the
 * record. The hash is of the head's hash and the record's canonical text, in which its place in the chain (`seq`) stands
 * between the two parts given: see `src/server/journal/chain.ts`, by which it is verified.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function app.append_to_journal(
      matter_id uuid, chain text, session_id uuid, at int8, type text, actor uuid, data jsonb,
      canonical_before text, canonical_after text
    ) returns void language plpgsql as $$
    declare
      head_seq int;
      head_hash bytea;
    begin
      perform pg_advisory_xact_lock(hashtextextended($1::text || '/' || $2, 1));
      -- A statement of its own, so that it sees what the lock was waited for.
      select j.seq, j.hash into head_seq, head_hash from app.journal j
        where j.matter_id = $1 and j.chain = $2 order by j.seq desc limit 1;
      head_seq := coalesce(head_seq, 0) + 1;
      head_hash := coalesce(head_hash, decode(repeat('00', 32), 'hex'));
      insert into app.journal (matter_id, chain, seq, session_id, at, type, actor, data, hash)
        values ($1, $2, head_seq, $3, $4, $5, $6, $7,
          sha256(head_hash || convert_to($8 || head_seq || $9, 'UTF8')));
    end $$;
    revoke all on function app.append_to_journal from public;
    grant execute on function app.append_to_journal to backchannel_web;
  `.execute(db)
}
