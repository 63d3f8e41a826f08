import type { CommandReceipt, KeepRunning } from '../../contract/session-commands.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { SessionId } from '../../domain/ids.ts'
import { decide } from '../../domain/session.ts'
import { sharedInstant } from '../../domain/session-numbers.ts'
import type { Context } from '../context.ts'
import { done, refused } from './receipt.ts'
import { runCommand } from './run-command.ts'
import { happen } from './session-unit.ts'

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
    const at = sharedInstant(unit.state, unit.now)
    const command = { type: 'switch-keep-running', side: seat.side, on: input.on } as const
    const decided = decide(unit.state, command, at)
    if (!decided.ok) {
      const { error } = decided
      return refused(error === 'not-open-yet' || error === 'session-held' ? error : 'session-ended')
    }
    happen(unit, decided.value, seat.userId)
    return done()
  })
}
