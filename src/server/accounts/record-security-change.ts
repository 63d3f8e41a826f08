import { paths } from '../../contract/paths.ts'
import type { UserId } from '../../domain/ids.ts'
import type { SecurityChange } from '../../emails/security-changed.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { queueMail } from '../mail/queue-mail.ts'

/**
 * Whoever got in by one of these may not be who sealed a number: it can be replaced from then on, not revealed. A backup
 * code is among them, as the password reset is: it lets in who does not hold the app (decision 011).
 */
const NEW_WAYS_IN: ReadonlySet<SecurityChange> = new Set([
  'password-reset',
  'totp-enabled',
  'passkey-added',
  'backup-code-used',
])

/** Tells the owner of what changed in signing in, in case it was somebody else (SP 800-63B-4, 4.6). */
export async function recordSecurityChange(
  ctx: Context,
  tx: Tx,
  userId: UserId,
  change: SecurityChange,
): Promise<void> {
  const at = await ctx.clock(tx)
  const owner = await tx
    .selectFrom('users')
    .where('id', '=', userId)
    .select(['name', 'email', 'timeZone'])
    .executeTakeFirstOrThrow()
  if (NEW_WAYS_IN.has(change)) {
    await tx.updateTable('users').set({ factorsChangedAt: at }).where('id', '=', userId).execute()
  }
  await queueMail(ctx, tx, {
    to: { email: owner.email, name: owner.name },
    template: 'security-changed',
    props: { change, at, timeZone: owner.timeZone, resetPath: paths.forgotPassword() },
    dedupeKey: `security-changed/${ctx.chance.newId()}`,
  })
}
