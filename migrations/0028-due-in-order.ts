import { type Kysely, sql } from 'kysely'

/** In the order in which the sweep goes through them: of very many due at one instant, each page would sort them all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index app.sessions_due;
    create index sessions_due on app.sessions (next_due_at, id) where ended_at is null;
  `.execute(db)
}
