import { acceptEntry } from './accept-entry.ts'
import { closeOpening } from './close-opening.ts'
import type { MatcherParts } from './decision.ts'
import { endSession } from './end-session.ts'
import { keepOut } from './keep-out.ts'
import { openKeys } from './open-keys.ts'
import type { Matcher } from './protocol.ts'
import { recordsSince } from './records-since.ts'
import { revealHistory } from './reveal-history.ts'
import { sessionsAhead } from './sessions-ahead.ts'
import { sessionsSince } from './sessions-since.ts'
import { voidBoth } from './void-both.ts'
import { withdrawOrVoid } from './withdraw-or-void.ts'

/**
 * The only place where a sealed number is opened. Each call is one transaction on connections of its own, committed
 * before it is answered.
 *
 * Rejects in trouble: with `OutcomeUnknownError` where the decision may stand, with any other error where it
 * certainly does not. `createCheckedMatcher` turns both into answers.
 */
export function createMatcher(parts: MatcherParts): Matcher {
  const { guard } = parts.upkeep
  return {
    openKeys: (request) => guard(() => openKeys(parts, request)),
    accept: (request) => guard(() => acceptEntry(parts, 'accept', request)),
    acceptAndCompare: (request) => guard(() => acceptEntry(parts, 'accept-and-compare', request)),
    withdrawOrVoid: (request) => guard(() => withdrawOrVoid(parts, request)),
    keepOut: (request) => guard(() => keepOut(parts, request)),
    voidBoth: (request) => guard(() => voidBoth(parts, request)),
    closeOfOpening: (request) => guard(() => closeOpening(parts, request)),
    end: (request) => guard(() => endSession(parts, request)),
    reveal: (request) => guard(() => revealHistory(parts, request)),
    recordsSince: (request) => guard(() => recordsSince(parts, request)),
    sessionsAhead: (request) => guard(() => sessionsAhead(parts, request)),
    sessionsSince: (request) => guard(() => sessionsSince(parts, request)),
  }
}
