import type { Viewer } from '../../contract/viewer.ts'
import { isId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'

/** Ends one sign-in of the person, on a device that is lost or not known. */
export async function endSignIn(
  ctx: Context,
  viewer: Viewer,
  signInId: string,
): Promise<Result<void, 'not-found'>> {
  if (!isId(signInId)) return err('not-found')
  const ended = await ctx.db
    .deleteFrom('signIns')
    .where('id', '=', signInId)
    .where('userId', '=', viewer.userId)
    .executeTakeFirst()
  return ended.numDeletedRows > 0n ? ok() : err('not-found')
}
