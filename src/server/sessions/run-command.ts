import type { CommandReceipt, CommandRefusal } from '../../contract/session-commands.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId, SessionId } from '../../domain/ids.ts'
import type { SeatPermission } from '../../domain/roles.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { isDatabaseAway } from '../db/database-away.ts'
import { describeError } from '../describe-error.ts'
import { requireSeat, type SeatAccess } from '../matters/seat-access.ts'
import { findKey, type KnownKey, type Request, storeReceipt } from './idempotency.ts'
import { refused } from './receipt.ts'
import { findMatterOfSession } from './session-store.ts'
import type { SessionUnit } from './session-unit.ts'
import { inSession } from './with-session.ts'

/** Refusals that say nothing about the command itself: asked again under the same key, it is decided then. */
const UNDECIDED: ReadonlySet<CommandRefusal> = new Set(['temporarily-unavailable', 'outcome-unknown'])

/**
 * One command on a session. `isRepeat`: the matcher has recorded a command of this seat under this key before, and a
 * crash has taken our answer: it is asked again, and its record is the answer.
 */
export type Command = (unit: SessionUnit, seat: SeatAccess, isRepeat: boolean) => Promise<CommandReceipt>

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
): Promise<CommandReceipt> {
  const progress: Progress = { begun: false }
  try {
    const matterId = await findMatterOfSession(ctx.db, sessionId)
    if (matterId === null) return refused('not-found')
    const about = { viewer, matterId, sessionId, permission, request, command }
    return await ctx.db.transaction().execute((tx) => runIn(ctx, tx, about, progress))
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
  readonly viewer: Viewer
  readonly matterId: MatterId
  readonly sessionId: SessionId
  readonly permission: SeatPermission
  readonly request: Request
  readonly command: Command
}

async function runIn(ctx: Context, tx: Tx, about: About, progress: Progress): Promise<CommandReceipt> {
  const { viewer, matterId, sessionId, permission, request, command } = about
  const found: { seat?: SeatAccess; key?: KnownKey | null } = {}
  const before = async (unit: SessionUnit): Promise<CommandReceipt | null> => {
    const access = await requireSeat(tx, viewer.userId, matterId, permission)
    if (!access.ok) return refused(access.error)
    found.seat = access.value
    found.key = await findKey(unit, access.value.seatId, request)
    progress.begun = found.key !== null
    return receiptOf(found.key)
  }
  const work = async (unit: SessionUnit): Promise<CommandReceipt> => {
    const { seat } = found
    if (!seat) throw new Error('the seat is looked up first')
    progress.begun = true
    const hasCaughtUp = unit.matcherVersion !== unit.stored.matcherVersion
    const known = found.key ?? (hasCaughtUp ? await findKey(unit, seat.seatId, request) : null)
    const receipt = await command(unit, seat, known !== null)
    if (isKept(receipt, known)) await storeReceipt(unit, seat.seatId, request, receipt)
    return receipt
  }
  const done = await inSession(ctx, tx, sessionId, work, before)
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
