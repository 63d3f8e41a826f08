import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import { findSeatAccess } from '../matters/seat-access.ts'
import { GENESIS } from './chain.ts'
import type { JournalFile } from './journal-file.ts'
import { journalSigningKey, publicKeyText, signHead } from './signed-head.ts'

/**
 * The shared chain and the reader's own as a file that can be verified offline; null where the viewer has no seat. The
 * other side's chain is not in it, nor its length.
 */
export async function exportJournal(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<JournalFile | null> {
  const seat = await findSeatAccess(ctx.db, viewer.userId, matterId)
  if (!seat) return null
  const chains = ['shared', seat.side] as const
  const rows = await ctx.db
    .selectFrom('journal')
    .selectAll()
    .where('matterId', '=', matterId)
    .where('chain', 'in', chains)
    .orderBy('chain')
    .orderBy('seq')
    .execute()
  const records = rows.map((row) => ({ ...row, hash: row.hash.toString('hex') }))
  const key = journalSigningKey(ctx.config.secrets.journal)
  const heads = chains.map((chain) => {
    const last = records.findLast((record) => record.chain === chain)
    const hash = last?.hash ?? Buffer.from(GENESIS).toString('hex')
    return signHead(key, { matterId, chain, seq: last?.seq ?? 0, hash })
  })
  return { format: 'backchannel-journal-1', matterId, publicKey: publicKeyText(key), heads, records }
}
