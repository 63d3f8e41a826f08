import type { CommandReceipt, CommandRefusal } from '../../contract/session-commands.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { SeatPermission } from '../../domain/roles.ts'
import { withLastWrite } from '../../postgres/last-write.ts'
import type { Context } from '../context.ts'
import { isDatabaseAway } from '../db/database-away.ts'
import { describeError } from '../describe-error.ts'
import { permitSeat, type SeatAccess } from '../matters/seat-access.ts'
import { findKey, type KnownKey, keepReceipt, knownKey, type Request } from './idempotency.ts'
import { type OpenedCommand, openCommand } from './open-command.ts'
import { refused } from './receipt.ts'
import type { SessionUnit } from './session-unit.ts'
import { inUnit, openUnit } from './with-session.ts'

/** Refusals that say nothing about the command itself: asked again under the same key, it is decided then. */
const UNDECIDED: ReadonlySet<CommandRefusal> = new Set(['temporarily-unavailable', 'outcome-unknown'])

/**
 * One command on a session. `isRepeat`: the matcher has recorded a command of this seat under this key before, and a
 * crash has taken our answer: it is asked again, and its record is the answer.
 */
export type Command = (unit: SessionUnit, seat: SeatAccess, isRepeat: boolean) => Promise<CommandReceipt>

/**
 * A command that the matcher decides on, so that it can be tried on a session that may have missed some record: null where
 * it did, or where something that it missed could be why the command is refused. It is then done in order.
 */
export type CommandAtOnce = (...given: Parameters<Command>) => Promise<CommandReceipt | null>

/**
 * The way of every command of a live session: lock, seat, idempotency key, due work, the command, its receipt kept
 * with its effect. The seat is looked up under the lock, so that a person removed meanwhile has no effect.
 */
export async function runCommand(
  ctx: Context,
  viewer: Viewer,
  sessionId: SessionId,
  permission: SeatPermission,
  request: Request,
  command: Command,
  atOnce: CommandAtOnce = async () => null,
): Promise<CommandReceipt> {
  const progress: Progress = { begun: false }
  try {
    return await withLastWrite(ctx.db, async (tx, last) => {
      const opened = await openCommand(tx, sessionId, viewer.userId, request.key)
      if (!opened) return refused('not-found')
      const unit = await openUnit(ctx, tx, opened.stored, last)
      return runIn(unit, opened, { permission, request, command, atOnce }, progress)
    })
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    ctx.log.warn(
      { sessionId, begun: progress.begun, error: describeError(error) },
      'a command lost the database',
    )
    return refused(progress.begun ? 'outcome-unknown' : 'temporarily-unavailable')
  }
}

/** `begun`: the command, or an earlier one under its key, may have had its effect. */
type Progress = { begun: boolean }

type About = {
  readonly permission: SeatPermission
  readonly request: Request
  readonly command: Command
  readonly atOnce: CommandAtOnce
}

async function runIn(
  opened: SessionUnit,
  { seat: place, key }: OpenedCommand,
  { permission, request, command, atOnce }: About,
  progress: Progress,
): Promise<CommandReceipt> {
  const access = permitSeat(place, permission)
  if (!access.ok) return refused(access.error)
  const seat = access.value
  const known = key && knownKey(key, request)
  progress.begun = known !== null
  const keeping =
    <Receipt extends CommandReceipt | null>(decide: (...given: Parameters<Command>) => Promise<Receipt>) =>
    async (unit: SessionUnit): Promise<Receipt> => {
      progress.begun = true
      const hasCaughtUp = unit.matcherVersion !== unit.stored.matcherVersion
      const knownNow = known ?? (hasCaughtUp ? await findKey(unit, seat.seatId, request) : null)
      const receipt = await decide(unit, seat, knownNow !== null)
      if (receipt && isKept(receipt, knownNow)) keepReceipt(unit, seat.seatId, request, receipt)
      return receipt
    }
  const done = await inUnit(opened, keeping(command), async () => receiptOf(known), keeping(atOnce))
  // Whatever could not be done was due before this command, of which nothing was begun.
  return done.ok ? done.value : refused('temporarily-unavailable')
}

function receiptOf(known: KnownKey | null): CommandReceipt | null {
  switch (known?.kind) {
    case 'answered':
      return known.receipt
    case 'other-body':
      return refused('idempotency-conflict')
    default:
      return null
  }
}

/** What was refused as another body must not take the place of what the key stands for. */
function isKept({ code }: CommandReceipt, known: KnownKey | null): boolean {
  return code === null || (known === null && !UNDECIDED.has(code))
}
