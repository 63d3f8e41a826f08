import type { CommandReceipt, KeepRunning } from '../../contract/session-commands.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { SessionId } from '../../domain/ids.ts'
import { decide } from '../../domain/session.ts'
import { sharedInstant } from '../../domain/session-numbers.ts'
import type { Side } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import { callOf, takeAnswer } from './ask-matcher.ts'
import { done, refused } from './receipt.ts'
import { runCommand } from './run-command.ts'
import { happen, type SessionUnit } from './session-unit.ts'

/** Switches the side's wish to keep the session running past its end; both sides see it (rules: keep running). */
export function switchKeepRunning(
  ctx: Context,
  viewer: Viewer,
  sessionId: SessionId,
  key: string,
  input: KeepRunning,
): Promise<CommandReceipt> {
  const request = { key, body: { command: 'keep-running', sessionId, ...input } }
  return runCommand(ctx, viewer, sessionId, 'decide', request, async (unit, seat) => {
    const decideNow = () => decideSwitch(unit, seat.side, input.on)
    const before = decideNow()
    // An end at the deadline may still be at work in the matcher, its caller gone, and the clock set back behind the deadline.
    if (input.on && before.ok && before.value.length > 0) {
      const { matcher } = unit.ctx
      const answer = await matcher.keepOut(
        callOf(unit, sharedInstant(unit.state, unit.now), `keep-running/${unit.matcherVersion}`),
      )
      const kept = await takeAnswer(unit, answer, null)
      if (!kept.ok) return refused(kept.error)
    }
    const decided = decideNow()
    if (!decided.ok) {
      const { error } = decided
      return refused(error === 'not-open-yet' || error === 'session-held' ? error : 'session-ended')
    }
    happen(unit, decided.value, seat.userId)
    return done()
  })
}

function decideSwitch(unit: SessionUnit, side: Side, on: boolean) {
  const at = sharedInstant(unit.state, unit.now)
  return decide(unit.state, { type: 'switch-keep-running', side, on }, at)
}
