import { createHash } from 'node:crypto'
import type { CommandReceipt } from '../../contract/session-commands.ts'
import type { SeatId } from '../../domain/ids.ts'
import { done } from './receipt.ts'
import type { SessionUnit } from './session-unit.ts'

/** A command as sent: its key, chosen by the sender, and what it says (sealed where it is a number). */
export type Request = { readonly key: string; readonly body: Readonly<Record<string, unknown>> }

/**
 * What is known of a key: the receipt that was given; that another body came with it; or that the matcher recorded the
 * command and a crash took its body with our commit, so that the matcher alone can tell a repeat from another body.
 */
export type KnownKey =
  | { readonly kind: 'answered'; readonly receipt: CommandReceipt }
  | { readonly kind: 'other-body' }
  | { readonly kind: 'recovered' }

/** Null for a new key. */
export async function findKey(unit: SessionUnit, seatId: SeatId, request: Request): Promise<KnownKey | null> {
  const row = await unit.tx
    .selectFrom('idempotencyKeys')
    .select(['bodySha256', 'response'])
    .where('seatId', '=', seatId)
    .where('key', '=', request.key)
    .executeTakeFirst()
  return row ? knownKey(row, request) : null
}

export type KeyRow = { readonly bodySha256: Buffer | null; readonly response: CommandReceipt }

export function knownKey(row: KeyRow, request: Request): KnownKey {
  if (row.bodySha256 === null) return { kind: 'recovered' }
  if (!bodyHash(request).equals(row.bodySha256)) return { kind: 'other-body' }
  // The database keeps fields in an order of its own; a repeat is answered with the same bytes.
  const { result, code, nextPossibleAt } = row.response
  return { kind: 'answered', receipt: { result, code, nextPossibleAt } }
}

/** Has the receipt kept beside its effect, in the same transaction; a recovered key gets its body back. */
export function keepReceipt(
  unit: SessionUnit,
  seatId: SeatId,
  request: Request,
  receipt: CommandReceipt,
): void {
  unit.receipt = { seatId, key: request.key, bodySha256: bodyHash(request), receipt }
}

/** Marks a key as the matcher's record of it was found after a crash. */
export async function storeRecoveredKey(unit: SessionUnit, seatId: SeatId, key: string): Promise<void> {
  await unit.tx
    .insertInto('idempotencyKeys')
    .values({ seatId, key, bodySha256: null, response: JSON.stringify(done()), at: unit.now })
    .onConflict((conflict) => conflict.columns(['seatId', 'key']).doNothing())
    .execute()
}

/** Of what was sent, in which a number is sealed: never of a number itself. */
function bodyHash(request: Request): Buffer {
  const fields = Object.entries(request.body).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(fields)).digest()
}
