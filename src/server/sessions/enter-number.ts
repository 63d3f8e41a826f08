import type { CommandReceipt, EnterNumber } from '../../contract/session-commands.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { SessionId } from '../../domain/ids.ts'
import { assertNever } from '../../domain/result.ts'
import { ownInstant, permitEntry } from '../../domain/session-numbers.ts'
import type { EntryResponse } from '../../matcher/protocol.ts'
import type { Context } from '../context.ts'
import type { SeatAccess } from '../matters/seat-access.ts'
import { callOf } from './ask-matcher.ts'
import { rollForward, takeRecord } from './call-matcher.ts'
import { done, refused } from './receipt.ts'
import { runCommand } from './run-command.ts'
import type { SessionUnit } from './session-unit.ts'
import { hold, voidNumbers } from './void-numbers.ts'

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
  const entry = { key, input }
  return runCommand(
    ctx,
    viewer,
    sessionId,
    'number',
    request,
    (unit, seat, isRepeat) => enter(unit, seat, entry, isRepeat),
    (unit, seat) => enterAtOnce(unit, seat, entry),
  )
}

type Entry = { readonly key: string; readonly input: EnterNumber }

async function enter(
  unit: SessionUnit,
  seat: SeatAccess,
  entry: Entry,
  isRepeat: boolean,
): Promise<CommandReceipt> {
  const at = ownInstant(unit.state, seat.side, unit.now)
  const permitted = permitEntry(unit.state, entry.input.step, at)
  // An entry accepted before is answered from the matcher's record, whatever the session has become since.
  if (!permitted.ok && !isRepeat && !(await isEntered(unit, seat, entry.input)))
    return refused(permitted.error)
  return take(unit, seat, await ask(unit, seat, entry, at))
}

/**
 * Nearly always the session has missed nothing, and the matcher, which knows, decides at its first call. Null for what it
 * answers where something was missed, or lost.
 */
async function enterAtOnce(
  unit: SessionUnit,
  seat: SeatAccess,
  entry: Entry,
): Promise<CommandReceipt | null> {
  const at = ownInstant(unit.state, seat.side, unit.now)
  if (!permitEntry(unit.state, entry.input.step, at).ok) return null
  const answer = await ask(unit, seat, entry, at)
  switch (answer.kind) {
    case 'recorded':
    case 'refused':
    case 'unavailable':
    case 'outcome-unknown':
      return take(unit, seat, answer)
    default:
      return null
  }
}

function ask(
  unit: SessionUnit,
  seat: SeatAccess,
  { key, input }: Entry,
  at: Instant,
): Promise<EntryResponse> {
  const { matcher } = unit.ctx
  const request = {
    ...callOf(unit, at, key),
    side: seat.side,
    seatId: seat.seatId,
    entryId: input.entryId,
    envelope: input.envelope,
  }
  return input.step === 'opening' ? matcher.accept(request) : matcher.acceptAndCompare(request)
}

async function take(unit: SessionUnit, seat: SeatAccess, answer: EntryResponse): Promise<CommandReceipt> {
  switch (answer.kind) {
    case 'recorded':
      if (answer.record.version > unit.matcherVersion + 1) await rollForward(unit)
      else await takeRecord(unit, answer.record, seat.userId)
      return done()
    case 'refused':
      if (answer.code === 'clock-disagrees') return refused('temporarily-unavailable')
      return answer.code === 'entry-limit'
        ? refused(answer.code, answer.nextPossibleAt)
        : refused(answer.code)
    case 'held':
      hold(unit)
      return refused('session-held')
    case 'numbers-lost':
      // This number was sealed to the key that is lost: it has to be entered anew, like the one that stood.
      await voidNumbers(unit)
      return refused('temporarily-unavailable')
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

/** Under whatever key: whether this is the same envelope again is for the matcher to say. */
async function isEntered(unit: SessionUnit, seat: SeatAccess, { entryId }: EnterNumber): Promise<boolean> {
  if (unit.entries.some((entry) => entry.entryId === entryId && entry.seatId === seat.seatId)) return true
  const row = await unit.tx
    .selectFrom('entries')
    .select('entryId')
    .where('sessionId', '=', unit.stored.id)
    .where('entryId', '=', entryId)
    .where('seatId', '=', seat.seatId)
    .executeTakeFirst()
  return row !== undefined
}
