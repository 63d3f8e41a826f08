import type { Insertable } from 'kysely'
import type { Instant } from '../domain/deadlines.ts'
import type { EntryId, SeatId, SessionId } from '../domain/ids.ts'
import type { MatcherDatabase } from './database.ts'
import type { MatcherTx } from './transaction.ts'

/** What a seat did in the session, as the records keep it: its number sealed. */
export type SealedAct = { readonly at: Instant } & (
  | {
      readonly kind: 'entered'
      readonly entryId: EntryId
      readonly step: 'opening' | 'adjustment'
      /** Null once it is erased. */
      readonly envelope: Uint8Array | null
    }
  | { readonly kind: 'withdrawn' | 'voided' }
)

/** The latest `most` acts of one seat in one session, the earliest first. Of the other seat nothing is read. */
export async function listLatestActsOfSeat(
  tx: MatcherTx,
  sessionId: SessionId,
  seatId: SeatId,
  most: number,
): Promise<SealedAct[]> {
  const rows = await tx
    .selectFrom('records')
    .select(['operation', 'entryId', 'at', 'outcome', 'envelope'])
    .where('sessionId', '=', sessionId)
    .where('seatId', '=', seatId)
    .where('operation', 'in', ['accept', 'accept-and-compare', 'withdraw-or-void'])
    .orderBy('version', 'desc')
    .limit(most)
    .execute()
  return rows.reverse().map(({ operation, entryId, at, outcome, envelope }): SealedAct => {
    if (entryId === null) return { kind: outcome.kind === 'voided' ? 'voided' : 'withdrawn', at }
    const step = operation === 'accept' ? 'opening' : 'adjustment'
    return { kind: 'entered', at, entryId, step, envelope }
  })
}

/** The instants at which the seat's numbers were last revealed, the latest first, in any session of its matter. */
export async function listLatestRevealInstants(
  tx: MatcherTx,
  seatId: SeatId,
  most: number,
): Promise<Instant[]> {
  const rows = await tx
    .selectFrom('reveals')
    .select('at')
    .where('seatId', '=', seatId)
    .orderBy('at', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => row.at)
}

export async function isRevealed(tx: MatcherTx, seatId: SeatId, requestId: string): Promise<boolean> {
  const known = await tx
    .selectFrom('reveals')
    .select('requestId')
    .where('seatId', '=', seatId)
    .where('requestId', '=', requestId)
    .executeTakeFirst()
  return known !== undefined
}

/** Keeps that a request was answered, before it is: never with what. */
export async function addReveal(
  tx: MatcherTx,
  reveal: Insertable<MatcherDatabase['reveals']>,
): Promise<void> {
  await tx.insertInto('reveals').values(reveal).execute()
}
