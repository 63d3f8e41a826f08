import type { CommandReceipt } from '../../contract/session-commands.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { SessionId } from '../../domain/ids.ts'
import { ownInstant, permitWithdrawal } from '../../domain/session-numbers.ts'
import type { Context } from '../context.ts'
import { callOf, takeAnswer } from './ask-matcher.ts'
import { done, refused } from './receipt.ts'
import { runCommand } from './run-command.ts'

/** Withdraws the seat's standing number. It does not count against the entry limit, and the other side learns nothing. */
export function withdrawNumber(
  ctx: Context,
  viewer: Viewer,
  sessionId: SessionId,
  key: string,
): Promise<CommandReceipt> {
  const request = { key, body: { command: 'withdraw-number', sessionId } }
  return runCommand(ctx, viewer, sessionId, 'number', request, async (unit, seat, isRepeat) => {
    const at = ownInstant(unit.state, seat.side, unit.now)
    const permitted = permitWithdrawal(unit.state, seat.side, at)
    if (!permitted.ok && !isRepeat) return refused(permitted.error)
    const answer = await unit.ctx.matcher.withdrawOrVoid({
      ...callOf(unit, at, key),
      side: seat.side,
      seatId: seat.seatId,
      cause: 'withdrawn',
    })
    const taken = await takeAnswer(unit, answer, seat.userId)
    return taken.ok ? done() : refused(taken.error)
  })
}
