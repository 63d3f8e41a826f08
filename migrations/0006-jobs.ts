import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'

/** The tables of the job queue. The web server's role works with them and owns none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = await readFile(join(import.meta.dirname, '0006-jobs.sql'), 'utf8')
  await sql.raw(`create schema jobs; ${tables}`).execute(db)
  await sql`
    grant usage on schema jobs to backchannel_web;
    grant select, insert, update, delete on all tables in schema jobs to backchannel_web;
  `.execute(db)
}
