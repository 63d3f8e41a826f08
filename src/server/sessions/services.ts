import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { endSession } from './end-session.ts'
import { enterNumber } from './enter-number.ts'
import { proposeSession } from './propose-session.ts'
import { readAsOtherSide } from './read-as-other-side.ts'
import { readMatterSession } from './read-matter-session.ts'
import { revealNumber } from './reveal-number.ts'
import { switchKeepRunning } from './switch-keep-running.ts'
import { withdrawNumber } from './withdraw-number.ts'

export function sessionServices(ctx: Context) {
  return bindContext(ctx, {
    endSession,
    enterNumber,
    proposeSession,
    readAsOtherSide,
    readMatterSession,
    revealNumber,
    switchKeepRunning,
    withdrawNumber,
  })
}
