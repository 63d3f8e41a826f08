import type { CommandReceipt, EndSession } from '../../contract/session-commands.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import { sharedInstant } from '../../domain/session-numbers.ts'
import type { Context } from '../context.ts'
import type { SeatAccess } from '../matters/seat-access.ts'
import { callOf, takeAnswer } from './ask-matcher.ts'
import type { MatcherFailure } from './call-matcher.ts'
import { done, refused } from './receipt.ts'
import { runCommand } from './run-command.ts'
import type { SessionUnit } from './session-unit.ts'

/** Ends the session before a deal, with an optional reason that the other side reads. Destroys both numbers. */
export function endSession(
  ctx: Context,
  viewer: Viewer,
  sessionId: SessionId,
  key: string,
  input: EndSession,
): Promise<CommandReceipt> {
  const request = { key, body: { command: 'end-session', sessionId, ...input } }
  return runCommand(ctx, viewer, sessionId, 'decide', request, async (unit, seat, isRepeat) => {
    if (unit.state.phase === 'ended' && !isRepeat) return refused('session-ended')
    if (unit.state.heldAt !== null) return refused('session-held')
    const ended = await endBySide(unit, seat, key, input.reason)
    return ended.ok ? done() : refused(ended.error)
  })
}

async function endBySide(
  unit: SessionUnit,
  seat: SeatAccess,
  key: string,
  reason: string | null,
): Promise<Result<void, MatcherFailure | 'idempotency-conflict'>> {
  const at = sharedInstant(unit.state, unit.now)
  const answer = await unit.ctx.matcher.end({
    ...callOf(unit, at, key),
    by: { side: seat.side, seatId: seat.seatId, ...(reason === null ? {} : { reason }) },
  })
  return takeAnswer(unit, answer, seat.userId)
}
