import type { Profile } from '../../contract/accounts.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Context } from '../context.ts'

/** What the person has told about themselves. */
export async function getProfile(ctx: Pick<Context, 'db'>, viewer: Viewer): Promise<Profile> {
  return ctx.db
    .selectFrom('users')
    .where('id', '=', viewer.userId)
    .select(['name', 'email', 'occupation', 'firm', 'timeZone'])
    .executeTakeFirstOrThrow()
}
