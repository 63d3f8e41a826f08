import type { SeatId } from '../domain/ids.ts'
import type { Command } from './decision.ts'
import type { MatcherRecord } from './protocol.ts'
import { findRecordOfKey } from './store.ts'
import type { MatcherTx } from './transaction.ts'

/**
 * The record of an earlier call under the same key, if `isSame` says that it was this very call; null if the key is
 * new.
 */
export async function repeatOfKey(
  tx: MatcherTx,
  command: Command,
  seatId: SeatId | null,
  isSame: (known: MatcherRecord) => boolean,
) {
  const known = await findRecordOfKey(tx, command.sessionId, seatId, command.idempotencyKey)
  if (!known) return { repeat: null }
  const repeat = isSame(known)
    ? ({ kind: 'recorded', record: known } as const)
    : ({ kind: 'idempotency-conflict' } as const)
  return { repeat }
}
