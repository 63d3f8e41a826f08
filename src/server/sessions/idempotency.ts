import { createHash } from 'node:crypto'
import type { SeatId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { SessionUnit } from './session-unit.ts'

/** A command as sent: its key, chosen by the sender, and what it says (sealed where it is a number). */
export type Request = { readonly key: string; readonly body: Readonly<Record<string, unknown>> }

/** The response stored for this key; null for a new key; a conflict where the key came with another body before. */
export async function findResponse<R>(
  unit: SessionUnit,
  seatId: SeatId,
  request: Request,
): Promise<Result<R, 'idempotency-conflict'> | null> {
  const row = await unit.tx
    .selectFrom('idempotencyKeys')
    .select(['bodySha256', 'response'])
    .where('seatId', '=', seatId)
    .where('key', '=', request.key)
    .executeTakeFirst()
  if (!row) return null
  return bodyHash(request).equals(row.bodySha256) ? ok(row.response as R) : err('idempotency-conflict')
}

/** Keeps the response beside its effect, in the same transaction. */
export async function storeResponse(
  unit: SessionUnit,
  seatId: SeatId,
  request: Request,
  response: unknown,
): Promise<void> {
  await unit.tx
    .insertInto('idempotencyKeys')
    .values({
      seatId,
      key: request.key,
      bodySha256: bodyHash(request),
      response: JSON.stringify(response),
      at: unit.now,
    })
    .execute()
}

/** Of what was sent, in which a number is sealed: never of a number itself. */
function bodyHash(request: Request): Buffer {
  const fields = Object.entries(request.body).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(fields)).digest()
}
