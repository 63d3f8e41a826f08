import { createHash } from 'node:crypto'
import type { CommandReceipt, EnterNumber } from '../../contract/session-commands.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { SessionId } from '../../domain/ids.ts'
import { assertNever } from '../../domain/result.ts'
import { ownInstant, permitEntry } from '../../domain/session-numbers.ts'
import type { Context } from '../context.ts'
import type { SeatAccess } from '../matters/seat-access.ts'
import { rollForward, takeRecord } from './call-matcher.ts'
import { done, refused, runCommand } from './run-command.ts'
import type { SessionUnit } from './session-unit.ts'

/**
 * Enters or changes the seat's number, sealed in its author's browser (rules: comparing, changing numbers). In
 * adjustment the matcher compares at once, and a deal is part of the same commit. The receipt is the same whether or
 * not there is a deal: a deal is told by the session's own state, to both sides alike.
 */
export function enterNumber(
  ctx: Context,
  viewer: Viewer,
  sessionId: SessionId,
  key: string,
  input: EnterNumber,
): Promise<CommandReceipt> {
  const request = { key, body: { command: 'enter-number', sessionId, ...input } }
  return runCommand(ctx, viewer, sessionId, 'number', request, (unit, seat) => enter(unit, seat, key, input))
}

async function enter(
  unit: SessionUnit,
  seat: SeatAccess,
  key: string,
  input: EnterNumber,
): Promise<CommandReceipt> {
  const envelopeSha256 = createHash('sha256').update(input.envelope).digest()
  const known = await findEntry(unit, seat, input)
  // Accepted before a crash took our answer with it: the matcher's record has been caught up with since.
  if (known) {
    const same = known.envelopeSha256 === null || envelopeSha256.equals(known.envelopeSha256)
    return same ? done() : refused('idempotency-conflict')
  }
  const at = ownInstant(unit.state, seat.side, unit.now)
  const permitted = permitEntry(unit.state, input.step, at)
  if (!permitted.ok) return refused(permitted.error)

  const { matcher } = unit.ctx
  const request = {
    sessionId: unit.stored.id,
    version: unit.matcherVersion,
    at,
    clockOffsetMs: unit.stored.clockOffsetMs,
    idempotencyKey: key,
    side: seat.side,
    seatId: seat.seatId,
    entryId: input.entryId,
    envelope: input.envelope,
  }
  const answer =
    input.step === 'opening' ? await matcher.accept(request) : await matcher.acceptAndCompare(request)
  switch (answer.kind) {
    case 'recorded':
      if (answer.record.version > unit.matcherVersion + 1) await rollForward(unit)
      else await takeRecord(unit, answer.record, seat.userId, envelopeSha256)
      return done()
    case 'refused':
      if (answer.code === 'clock-disagrees') return refused('temporarily-unavailable')
      return answer.code === 'entry-limit'
        ? refused(answer.code, answer.nextPossibleAt)
        : refused(answer.code)
    case 'version-mismatch':
    case 'unavailable':
      return refused('temporarily-unavailable')
    case 'outcome-unknown':
      return refused('outcome-unknown')
    case 'entry-id-conflict':
    case 'idempotency-conflict':
      return refused('idempotency-conflict')
    default:
      return assertNever(answer)
  }
}

function findEntry(unit: SessionUnit, seat: SeatAccess, input: EnterNumber) {
  return unit.tx
    .selectFrom('entries')
    .select('envelopeSha256')
    .where('entryId', '=', input.entryId)
    .where('seatId', '=', seat.seatId)
    .where('sessionId', '=', unit.stored.id)
    .executeTakeFirst()
}
