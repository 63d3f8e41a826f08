import type { Instant } from './deadlines.ts'
import { assertNever, err, ok, type Result } from './result.ts'
import { evolveAll, type SessionEvent } from './session-events.ts'
import { conditionsOfOpeningMet, type SessionState, termsSettlement } from './session-state.ts'
import { otherSide, type Side } from './side.ts'

/** Commands that the domain alone decides. Numbers come by way of the matcher: see session-numbers.ts. */
export type SessionCommand =
  | { readonly type: 'take-seat'; readonly side: Side }
  | { readonly type: 'change-lead'; readonly side: Side }
  | { readonly type: 'add-terms-version'; readonly side: Side; readonly sha256: string }
  | { readonly type: 'approve-terms'; readonly side: Side; readonly version: number; readonly sha256: string }
  | { readonly type: 'withdraw-approval'; readonly side: Side }
  | { readonly type: 'wish-skip'; readonly side: Side }
  | { readonly type: 'withdraw-skip'; readonly side: Side }
  | { readonly type: 'accept-rules'; readonly side: Side; readonly rulesVersion: string }
  | { readonly type: 'withdraw-acceptance'; readonly side: Side }
  | { readonly type: 'propose-start'; readonly side: Side; readonly startsAt: Instant }
  | { readonly type: 'withdraw-start-proposal'; readonly side: Side }
  | { readonly type: 'accept-start'; readonly side: Side; readonly startsAt: Instant }
  | { readonly type: 'switch-keep-running'; readonly side: Side; readonly on: boolean }

export type SessionRefusal =
  | 'session-held'
  | 'session-ended'
  | 'not-open-yet'
  | 'terms-frozen'
  | 'terms-version-changed'
  | 'terms-not-settled'
  | 'start-passed'
  | 'start-proposal-changed'

type Decision = Result<readonly SessionEvent[], SessionRefusal>

/**
 * What a command leads to, at the instant `at` (not before `state.lastSharedAt`, with all due steps done before).
 * A command that changes nothing succeeds with no events.
 */
export function decide(state: SessionState, command: SessionCommand, at: Instant): Decision {
  if (state.phase === 'ended') return err('session-ended')
  if (state.heldAt !== null) return command.type === 'change-lead' ? ok([]) : err('session-held')
  if (command.type === 'switch-keep-running') return decideKeepRunning(state, command, at)
  // Who leads a seat may change at any time; what it does to a number is the matcher's part.
  if (state.phase !== 'terms') return command.type === 'change-lead' ? ok([]) : err('terms-frozen')

  const decided = decideTerms(state, command, at)
  if (!decided.ok || decided.value.length === 0) return decided
  const undone = [...decided.value, ...undoAcceptances(state, decided.value, at)]
  return ok([...undone, ...reschedule(state, undone, at)])
}

function decideKeepRunning(
  state: SessionState,
  command: { readonly side: Side; readonly on: boolean },
  at: Instant,
): Decision {
  if (state.phase === 'terms') return err('not-open-yet')
  if (state.sides[command.side].keepRunning === command.on) return ok([])
  return ok([{ type: 'keep-running-switched', at, side: command.side, on: command.on }])
}

type TermsCommand = Exclude<SessionCommand, { type: 'switch-keep-running' }>

function decideTerms(state: SessionState, command: TermsCommand, at: Instant): Decision {
  const { side } = command
  const own = state.sides[side]
  switch (command.type) {
    case 'take-seat':
      return ok(own.held ? [] : [{ type: 'seat-taken', at, side }])
    case 'change-lead':
      // The new lead confirms authority anew: the acceptance was the former lead's.
      return ok(own.acceptance ? [{ type: 'acceptance-withdrawn', at, side }] : [])
    case 'add-terms-version': {
      const version = (state.terms?.version ?? 0) + 1
      return ok([{ type: 'terms-version-added', at, terms: { version, sha256: command.sha256, by: side } }])
    }
    case 'approve-terms': {
      const current = state.terms
      if (!current || current.version !== command.version || current.sha256 !== command.sha256) {
        return err('terms-version-changed')
      }
      if (own.approvedVersion === current.version) return ok([])
      return ok([{ type: 'terms-approved', at, side, version: current.version }])
    }
    case 'withdraw-approval':
      return ok(own.approvedVersion === null ? [] : [{ type: 'approval-withdrawn', at, side }])
    case 'wish-skip':
      return ok(own.wantsSkip ? [] : [{ type: 'skip-wished', at, side }])
    case 'withdraw-skip':
      return ok(own.wantsSkip ? [{ type: 'skip-withdrawn', at, side }] : [])
    case 'accept-rules':
      if (termsSettlement(state) === null) return err('terms-not-settled')
      if (own.acceptance?.rulesVersion === command.rulesVersion) return ok([])
      return ok([{ type: 'rules-accepted', at, side, rulesVersion: command.rulesVersion }])
    case 'withdraw-acceptance':
      return ok(own.acceptance ? [{ type: 'acceptance-withdrawn', at, side }] : [])
    case 'propose-start': {
      if (command.startsAt <= at) return err('start-passed')
      const proposal = state.start.proposal
      if (proposal?.startsAt === command.startsAt) {
        return ok(proposal.by === side ? [] : [{ type: 'start-agreed', at, startsAt: command.startsAt }])
      }
      return ok([{ type: 'start-proposed', at, side, startsAt: command.startsAt }])
    }
    case 'withdraw-start-proposal':
      return ok(state.start.proposal?.by === side ? [{ type: 'start-proposal-withdrawn', at, side }] : [])
    case 'accept-start': {
      const proposal = state.start.proposal
      if (proposal?.by !== otherSide(side) || proposal.startsAt !== command.startsAt) {
        return err('start-proposal-changed')
      }
      if (proposal.startsAt <= at) return err('start-passed')
      return ok([{ type: 'start-agreed', at, startsAt: proposal.startsAt }])
    }
    default:
      return assertNever(command)
  }
}

/** Acceptances depend on settled terms: whatever unsettles or replaces those undoes both. */
function undoAcceptances(
  before: SessionState,
  events: readonly SessionEvent[],
  at: Instant,
): readonly SessionEvent[] {
  const after = evolveAll(before, events)
  if (!after.sides.plaintiff.acceptance && !after.sides.defendant.acceptance) return []
  const settledBefore = JSON.stringify(termsSettlement(before))
  const settledAfter = JSON.stringify(termsSettlement(after))
  return settledBefore === settledAfter ? [] : [{ type: 'acceptances-undone', at }]
}

/** `opensAt` is the instant at which the last condition is met, or the agreed later start if that is later. */
function reschedule(
  before: SessionState,
  events: readonly SessionEvent[],
  at: Instant,
): readonly SessionEvent[] {
  const after = evolveAll(before, events)
  if (!conditionsOfOpeningMet(after)) {
    return after.opensAt === null ? [] : [{ type: 'opening-unscheduled', at }]
  }
  const startAgreed = events.some((event) => event.type === 'start-agreed')
  if (after.opensAt !== null && !startAgreed) return []
  const opensAt = Math.max(at, after.start.agreedAt ?? at)
  return opensAt === after.opensAt ? [] : [{ type: 'opening-scheduled', at, opensAt }]
}
