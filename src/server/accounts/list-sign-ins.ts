import type { ListedSignIn } from '../../contract/accounts.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Context } from '../context.ts'
import { describeDevice } from './describe-device.ts'
import { findSignIn } from './find-viewer.ts'

/** Where the person is signed in now, the present one first and then the newest. */
export async function listSignIns(ctx: Context, viewer: Viewer, headers: Headers): Promise<ListedSignIn[]> {
  const present = await findSignIn(ctx, headers)
  const rows = await ctx.db
    .selectFrom('signIns')
    .where('userId', '=', viewer.userId)
    .where('expiresAt', '>', (where) => where.fn('now'))
    .select(['id', 'userAgent', 'ipAddress', 'createdAt'])
    .orderBy('createdAt', 'desc')
    .execute()
  const listed = rows.map(({ id, userAgent, ipAddress, createdAt }) => ({
    signInId: id,
    isPresent: id === present?.signInId,
    device: describeDevice(userAgent ?? ''),
    ipAddress: ipAddress === '' ? null : ipAddress,
    signedInAt: createdAt.getTime(),
  }))
  return listed.sort((a, b) => Number(b.isPresent) - Number(a.isPresent))
}
