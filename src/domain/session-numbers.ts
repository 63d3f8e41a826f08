import type { Instant } from './deadlines.ts'
import type { EntryId } from './ids.ts'
import { assertNever, err, ok, type Result } from './result.ts'
import { evolveAll, type SessionEvent } from './session-events.ts'
import { type EntryStep, type SessionState, sessionEndsAt, sessionOpeningClosesAt } from './session-state.ts'
import { otherSide, type Side } from './side.ts'

/**
 * The part of a session that the matcher has a say in. The session asks here whether a number may be given to the
 * matcher at all; what the matcher recorded then comes back as a `MatcherFact` and becomes events, the same way
 * whether it is the answer to a call or is caught up with after a crash.
 */
export type MatcherFact = { readonly at: Instant } & (
  | {
      readonly type: 'entry-accepted'
      readonly side: Side
      readonly entryId: EntryId
      readonly deal: boolean
    }
  | { readonly type: 'withdrawn'; readonly side: Side }
  | { readonly type: 'voided'; readonly side: Side }
  | { readonly type: 'both-voided' }
  | { readonly type: 'opening-closed'; readonly deal: boolean }
  | { readonly type: 'ended'; readonly by: Side | null; readonly reason: string | null }
)

export type EntryRefusal = 'session-held' | 'not-open-yet' | 'session-ended' | 'step-changed'

/**
 * Whether an entry confirmed for `step` may go to the matcher at the side's own instant `at`, with all due steps done
 * before; the codes in the order that the rules give.
 */
export function permitEntry(state: SessionState, step: EntryStep, at: Instant): Result<void, EntryRefusal> {
  const live = permitNumbers(state, at)
  if (!live.ok) return live
  return state.phase === step ? ok() : err('step-changed')
}

export type WithdrawalRefusal = 'session-held' | 'not-open-yet' | 'session-ended' | 'nothing-to-withdraw'

/** Whether a withdrawal may go to the matcher at the side's own instant `at`, with all due steps done before. */
export function permitWithdrawal(
  state: SessionState,
  side: Side,
  at: Instant,
): Result<void, WithdrawalRefusal> {
  const live = permitNumbers(state, at)
  if (!live.ok) return live
  return state.sides[side].standing ? ok() : err('nothing-to-withdraw')
}

export type RevealRefusal = 'session-held' | 'not-open-yet' | 'session-ended' | 'number-withheld'

/**
 * Whether a side's own numbers may be asked of the matcher for a person whose way of signing in last changed at
 * `factorsChangedAt`. A number that stood before can be replaced, not revealed: who reads it may not be who entered it.
 */
export function permitReveal(
  state: SessionState,
  side: Side,
  factorsChangedAt: Instant,
  at: Instant,
): Result<void, RevealRefusal> {
  const live = permitNumbers(state, at)
  if (!live.ok) return live
  const { standing } = state.sides[side]
  return standing !== null && standing.at < factorsChangedAt ? err('number-withheld') : ok()
}

function permitNumbers(
  state: SessionState,
  at: Instant,
): Result<void, 'session-held' | 'not-open-yet' | 'session-ended'> {
  if (state.heldAt !== null) return err('session-held')
  if (state.phase === 'terms') return err('not-open-yet')
  if (!state.ending) return ok()
  // A session may end before the start it had agreed on: until then an entry is too early first of all.
  const { opensAt, ending } = state
  return err(opensAt !== null && Math.max(at, ending.at) < opensAt ? 'not-open-yet' : 'session-ended')
}

/**
 * The instant of a side's own act: the clock's, but never before a shared event or an earlier act of its own. The
 * other side's acts have no part in it, or their times would show.
 */
export function ownInstant(state: SessionState, side: Side, now: Instant): Instant {
  return Math.max(now, state.lastSharedAt, state.sides[side].lastOwnAt)
}

/** The instant of a shared act: the clock's, but never before an earlier shared event. */
export function sharedInstant(state: SessionState, now: Instant): Instant {
  return Math.max(now, state.lastSharedAt)
}

/**
 * The events that a fact recorded by the matcher means for this session. A fact that is caught up with after a crash
 * brings along the due steps before it that were lost with the same commit, and that the matcher has no record of.
 */
export function eventsOf(state: SessionState, fact: MatcherFact): readonly SessionEvent[] {
  const missed = stepsMissedBefore(state, fact.at)
  return [...missed, ...eventsOfFact(evolveAll(state, missed), fact)]
}

function stepsMissedBefore(state: SessionState, at: Instant): readonly SessionEvent[] {
  const due = nextDue(state)
  if (!due || due.at > at || due.type === 'close-opening' || due.type === 'end') return []
  const step: SessionEvent = { type: due.type === 'open' ? 'opened' : 'extended', at: due.at }
  return [step, ...stepsMissedBefore(evolveAll(state, [step]), at)]
}

function eventsOfFact(state: SessionState, fact: MatcherFact): readonly SessionEvent[] {
  switch (fact.type) {
    case 'entry-accepted': {
      const { at, side, entryId } = fact
      const entered: SessionEvent = { type: 'number-entered', at, side, entryId }
      if (!fact.deal) return [entered]
      // An entry that was recorded late, with its caller gone, may lie before shared events written meanwhile.
      const dealAt = sharedInstant(state, at)
      const bonusTo = bonusSide(state, side, at)
      return [entered, { type: 'deal-made', at: dealAt, step: 'adjustment', bonusTo }]
    }
    case 'withdrawn':
      return [{ type: 'number-withdrawn', at: fact.at, side: fact.side }]
    case 'voided':
      // Asked for where nothing stands, too: it keeps out what its side still has under way.
      if (!state.sides[fact.side].standing) return []
      return [{ type: 'number-voided', at: fact.at, side: fact.side }]
    case 'both-voided':
      return [{ type: 'numbers-voided', at: fact.at }]
    case 'opening-closed': {
      const closed: SessionEvent = { type: 'opening-closed', at: fact.at }
      return fact.deal
        ? [closed, { type: 'deal-made', at: fact.at, step: 'opening', bonusTo: null }]
        : [closed]
    }
    case 'ended':
      return fact.by === null
        ? [{ type: 'ended-without-deal', at: fact.at }]
        : [{ type: 'ended-by-side', at: fact.at, side: fact.by, reason: fact.reason }]
    default:
      return assertNever(fact)
  }
}

/**
 * The bonus goes to the side whose entry did not make the deal; if both standing entries bear the same instant, to
 * nobody.
 */
function bonusSide(state: SessionState, mover: Side, at: Instant): Side | null {
  const waiting = otherSide(mover)
  return state.sides[waiting].standing?.at === at ? null : waiting
}

/** What is due at an instant, with no command asking for it. */
export type DueStep = { readonly at: Instant } & (
  | { readonly type: 'open' }
  /** The matcher compares, once. */
  | { readonly type: 'close-opening' }
  | { readonly type: 'extend' }
  /** The matcher destroys both numbers. */
  | { readonly type: 'end' }
)

/** The next step that time alone brings, whenever that is; null where none is to come, or the session is held. */
export function nextDue(state: SessionState): DueStep | null {
  if (state.heldAt !== null) return null
  switch (state.phase) {
    case 'terms':
      return state.opensAt === null ? null : { type: 'open', at: state.opensAt }
    case 'opening':
      return { type: 'close-opening', at: required(sessionOpeningClosesAt(state)) }
    case 'adjustment': {
      const both = state.sides.plaintiff.keepRunning && state.sides.defendant.keepRunning
      return { type: both ? 'extend' : 'end', at: required(sessionEndsAt(state)) }
    }
    case 'ended':
      return null
    default:
      return assertNever(state.phase)
  }
}

function required(at: Instant | null): Instant {
  if (at === null) throw new Error('a session past its terms has an opening instant')
  return at
}
