import { type Kysely, sql } from 'kysely'

/** A version of a session may be taken for nothing but to keep out what was asked of the matcher before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table matcher.records drop constraint records_operation_check;
    alter table matcher.records add constraint records_operation_check check (operation in
      ('accept', 'accept-and-compare', 'withdraw-or-void', 'keep-out', 'void-both', 'close-of-opening', 'end'));
  `.execute(db)
}
