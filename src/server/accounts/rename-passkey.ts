import type { Viewer } from '../../contract/viewer.ts'
import { isId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'

export async function renamePasskey(
  ctx: Context,
  viewer: Viewer,
  { passkeyId, name }: { readonly passkeyId: string; readonly name: string },
): Promise<Result<void, 'not-found'>> {
  if (!isId(passkeyId)) return err('not-found')
  const renamed = await ctx.db
    .updateTable('passkeys')
    .set({ name })
    .where('id', '=', passkeyId)
    .where('userId', '=', viewer.userId)
    .executeTakeFirst()
  return renamed.numUpdatedRows > 0n ? ok() : err('not-found')
}
