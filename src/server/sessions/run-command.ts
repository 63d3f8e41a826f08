import type { CommandReceipt, CommandRefusal } from '../../contract/session-commands.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { SeatPermission } from '../../domain/roles.ts'
import type { Context } from '../context.ts'
import { requireSeat, type SeatAccess } from '../matters/seat-access.ts'
import { findResponse, type Request, storeResponse } from './idempotency.ts'
import { findMatterOfSession } from './session-store.ts'
import type { SessionUnit } from './session-unit.ts'
import { inSession } from './with-session.ts'

/** Refusals that say nothing about the command itself: asked again under the same key, it is decided then. */
const UNDECIDED: ReadonlySet<CommandRefusal> = new Set(['temporarily-unavailable', 'outcome-unknown'])

/** Ends the transaction without a trace. */
class Refused extends Error {
  readonly code: CommandRefusal
  constructor(code: CommandRefusal) {
    super(code)
    this.code = code
  }
}

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
  command: (unit: SessionUnit, seat: SeatAccess) => Promise<CommandReceipt>,
): Promise<CommandReceipt> {
  const matterId = await findMatterOfSession(ctx.db, sessionId)
  if (matterId === null) return refused('not-found')
  try {
    return await ctx.db.transaction().execute(async (tx) => {
      let seat: SeatAccess | null = null
      const before = async (unit: SessionUnit): Promise<CommandReceipt | null> => {
        const access = await requireSeat(tx, viewer.userId, matterId, permission)
        if (!access.ok) throw new Refused(access.error)
        seat = access.value
        const known = await findResponse<CommandReceipt>(unit, seat.seatId, request)
        if (known === null) return null
        return known.ok ? known.value : refused(known.error)
      }
      const work = async (unit: SessionUnit): Promise<CommandReceipt> => {
        if (seat === null) throw new Error('the seat is looked up first')
        const receipt = await command(unit, seat)
        if (receipt.code === null || !UNDECIDED.has(receipt.code)) {
          await storeResponse(unit, seat.seatId, request, receipt)
        }
        return receipt
      }
      const done = await inSession(ctx, tx, sessionId, work, before)
      // Whatever could not be done was due before this command, of which nothing was begun.
      return done.ok ? done.value : refused('temporarily-unavailable')
    })
  } catch (error) {
    if (error instanceof Refused) return refused(error.code)
    throw error
  }
}

export function done(): CommandReceipt {
  return { result: 'done', code: null, nextPossibleAt: null }
}

export function refused(code: CommandRefusal, nextPossibleAt: number | null = null): CommandReceipt {
  return { result: 'refused', code, nextPossibleAt }
}
