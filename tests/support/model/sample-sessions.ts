import { HOUR_MS, type Instant } from '../../../src/domain/deadlines.ts'
import type { EntryId } from '../../../src/domain/ids.ts'
import { decide, type SessionCommand } from '../../../src/domain/session.ts'
import { evolveAll } from '../../../src/domain/session-events.ts'
import { eventsOf, type MatcherFact } from '../../../src/domain/session-numbers.ts'
import { newSession, type SessionState } from '../../../src/domain/session-state.ts'
import type { Side } from '../../../src/domain/side.ts'

/** The instant at which the sample sessions open. */
export const OPENS_AT: Instant = Date.UTC(2026, 10, 23, 15)

export const SHA_1 = '1'.repeat(64)
export const SHA_2 = '2'.repeat(64)

export function hoursIn(hours: number): Instant {
  return OPENS_AT + Math.round(hours * HOUR_MS)
}

export function entryId(name: string): EntryId {
  return name as EntryId
}

/** The state after commands that must be granted, at one instant. */
export function afterCommands(state: SessionState, at: Instant, ...commands: SessionCommand[]): SessionState {
  return commands.reduce((current, command) => {
    const decision = decide(current, command, at)
    if (!decision.ok) throw new Error(`${command.type} was refused: ${decision.error}`)
    return evolveAll(current, decision.value)
  }, state)
}

export function afterFact(state: SessionState, fact: MatcherFact): SessionState {
  return evolveAll(state, eventsOf(state, fact))
}

export function enteredAt(state: SessionState, side: Side, at: Instant, deal = false): SessionState {
  return afterFact(state, { type: 'entry-accepted', at, side, entryId: entryId(`${side}@${at}`), deal })
}

export function sessionInTerms(): SessionState {
  return newSession(OPENS_AT - HOUR_MS, { plaintiff: true, defendant: true })
}

/** Both sides skip and accept, so that nothing but the step itself is left to be done at `OPENS_AT`. */
export function sessionAboutToOpen(): SessionState {
  return afterCommands(
    sessionInTerms(),
    OPENS_AT,
    { type: 'wish-skip', side: 'plaintiff' },
    { type: 'wish-skip', side: 'defendant' },
    { type: 'accept-rules', side: 'plaintiff', rulesVersion: '1' },
    { type: 'accept-rules', side: 'defendant', rulesVersion: '1' },
  )
}

export function sessionInOpening(): SessionState {
  return evolveAll(sessionAboutToOpen(), [{ type: 'opened', at: OPENS_AT }])
}

export function sessionInAdjustment(opening: SessionState = sessionInOpening()): SessionState {
  return afterFact(opening, { type: 'opening-closed', at: hoursIn(48), deal: false })
}
