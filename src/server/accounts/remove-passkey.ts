import type { Viewer } from '../../contract/viewer.ts'
import { isId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { recordSecurityChange } from './record-security-change.ts'

/** Takes a passkey away. Nobody is locked out by it: the password remains. */
export async function removePasskey(
  ctx: Context,
  viewer: Viewer,
  passkeyId: string,
): Promise<Result<void, 'not-found'>> {
  if (!isId(passkeyId)) return err('not-found')
  return transact(ctx.db, async (tx) => {
    const removed = await tx
      .deleteFrom('passkeys')
      .where('id', '=', passkeyId)
      .where('userId', '=', viewer.userId)
      .executeTakeFirst()
    if (removed.numDeletedRows === 0n) return err('not-found')
    await recordSecurityChange(ctx, tx, viewer.userId, 'passkey-removed')
    return ok()
  })
}
