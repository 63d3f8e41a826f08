import { sql } from 'kysely'
import type { Viewer } from '../../src/contract/viewer.ts'
import type { Context } from '../../src/server/context.ts'

/**
 * Matters by the thousand for one account, written straight into the tables: with seats, places and dates, and without
 * sessions, which the list does not read.
 */
export async function addManyMatters(ctx: Context, viewer: Viewer, count: number): Promise<void> {
  const at = await ctx.clock(ctx.db)
  await sql`
    with made as (
      insert into app.matters (id, caption, forum, case_number, currency, time_zone, created_by, created_at)
      select gen_random_uuid(), 'Claimant ' || n || ' v. Respondent ' || n % 97, 'District Court ' || n % 13,
        'CV-' || lpad(n::text, 6, '0'), 'USD', 'America/Chicago', ${viewer.userId}, ${at}::int8 + n
      from generate_series(1, ${count}::int) n
      returning id, created_at
    ), seated as (
      insert into app.seats (id, matter_id, side, represents, next_action, next_deadline_at, last_activity_at)
      select gen_random_uuid(), made.id, side, 'Party', 'settle-terms',
        case when hashtext(made.id::text) % 3 = 0 then null else created_at + abs(hashtext(made.id::text)) end,
        created_at
      from made, unnest(array['plaintiff', 'defendant']) side
      returning id, matter_id, side
    )
    insert into app.seat_people (id, matter_id, seat_id, user_id, role, added_at)
    select gen_random_uuid(), matter_id, id, ${viewer.userId}, 'lead', ${at}::int8
    from seated where side = 'plaintiff'`.execute(ctx.db)
}
