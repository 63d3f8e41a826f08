import type { CommandReceipt } from '../../src/contract/session-commands.ts'
import type { SessionId } from '../../src/domain/ids.ts'
import type { SessionCommand } from '../../src/domain/session.ts'
import { commandSession } from '../../src/server/sessions/command-session.ts'
import type { Answer } from '../support/model/script.ts'
import type { Lane } from './lane.ts'
import type { Play } from './play.ts'
import type { Request } from './request.ts'

/** Sends a request by the use case that the API or the page would call, and tells the answer in the model's words. */
export async function sendRequest(lane: Lane, play: Play, request: Request): Promise<Answer> {
  const { services, ctx } = lane
  const { command, viewer, key, entry } = request
  switch (command.type) {
    case 'enter': {
      if (!entry) throw new Error('an entry without its envelope')
      return answerOf(await services.sessions.enterNumber(viewer, sessionOf(request), key, entry))
    }
    case 'withdraw':
      return answerOf(await services.sessions.withdrawNumber(viewer, sessionOf(request), key))
    case 'end': {
      const { reason } = command
      return answerOf(await services.sessions.endSession(viewer, sessionOf(request), key, { reason }))
    }
    case 'switch-keep-running': {
      const { on } = command
      return answerOf(await services.sessions.switchKeepRunning(viewer, sessionOf(request), key, { on }))
    }
    case 'propose-session':
      return resultOf(await services.sessions.proposeSession(viewer, play.matterId))
    case 'change-lead': {
      const to = play.cast[command.side].find(({ userId }) => userId !== viewer.userId)
      if (!to) throw new Error('nobody to hand over to')
      return resultOf(await services.matters.handOverLead(viewer, play.matterId, to.userId))
    }
    default: {
      const decided: SessionCommand = command
      return resultOf(await commandSession(ctx, viewer, play.matterId, () => decided))
    }
  }
}

function sessionOf({ sessionId }: Request): SessionId {
  if (sessionId === null) throw new Error('a command of a live session without its session')
  return sessionId
}

function answerOf({ result, code, nextPossibleAt }: CommandReceipt): Answer {
  if (result === 'done') return 'done'
  return nextPossibleAt === null ? String(code) : `${code} until ${nextPossibleAt}`
}

function resultOf(result: { readonly ok: true } | { readonly ok: false; readonly error: string }): Answer {
  return result.ok ? 'done' : result.error
}
