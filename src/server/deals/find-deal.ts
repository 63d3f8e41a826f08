import type { Instant } from '../../domain/deadlines.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { EntryStep } from '../../domain/session-state.ts'
import type { Side } from '../../domain/side.ts'
import type { Db, Tx } from '../db/database.ts'

/** A deal as both sides see it: nothing tells an exact match from an overlap. Amounts are minor units, decimal. */
export type DealView = {
  readonly at: Instant
  readonly step: EntryStep
  readonly dealNumberCents: string
  readonly bonusCents: string
  readonly bonusTo: Side | null
  readonly settlementCents: string
}

export async function findDeal(db: Db | Tx, sessionId: SessionId): Promise<DealView | null> {
  const row = await db
    .selectFrom('deals')
    .select(['at', 'step', 'dealNumberCents', 'bonusCents', 'bonusTo', 'settlementCents'])
    .where('sessionId', '=', sessionId)
    .executeTakeFirst()
  if (!row) return null
  return {
    at: row.at,
    step: row.step,
    dealNumberCents: String(row.dealNumberCents),
    bonusCents: String(row.bonusCents),
    bonusTo: row.bonusTo,
    settlementCents: String(row.settlementCents),
  }
}
