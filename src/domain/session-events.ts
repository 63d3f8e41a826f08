import type { Instant } from './deadlines.ts'
import type { EntryId } from './ids.ts'
import { assertNever } from './result.ts'
import type {
  EntryStep,
  RulesAcceptance,
  SessionState,
  SideState,
  StandingEntry,
  TermsVersion,
} from './session-state.ts'
import { otherSide, type Side } from './side.ts'

/** What has happened to a session. Shared events are seen by both sides, own events by their side alone. */
export type SessionEvent = SharedEvent | OwnEvent

export type SharedEvent = { readonly at: Instant } & (
  | { readonly type: 'seat-taken'; readonly side: Side }
  | { readonly type: 'terms-version-added'; readonly terms: TermsVersion }
  | { readonly type: 'terms-approved'; readonly side: Side; readonly version: number }
  | { readonly type: 'approval-withdrawn'; readonly side: Side }
  | { readonly type: 'skip-wished'; readonly side: Side }
  | { readonly type: 'skip-withdrawn'; readonly side: Side }
  | { readonly type: 'rules-accepted'; readonly side: Side; readonly rulesVersion: string }
  | { readonly type: 'acceptance-withdrawn'; readonly side: Side }
  | { readonly type: 'acceptances-undone' }
  | { readonly type: 'start-proposed'; readonly side: Side; readonly startsAt: Instant }
  | { readonly type: 'start-proposal-withdrawn'; readonly side: Side }
  | { readonly type: 'start-agreed'; readonly startsAt: Instant }
  | { readonly type: 'opening-scheduled'; readonly opensAt: Instant }
  | { readonly type: 'opening-unscheduled' }
  | { readonly type: 'opened' }
  | { readonly type: 'opening-closed' }
  | { readonly type: 'keep-running-switched'; readonly side: Side; readonly on: boolean }
  | { readonly type: 'extended' }
  /** A database was restored from an older copy, or the session's key was lost: no number stands on either side. */
  | { readonly type: 'numbers-voided' }
  /** The session has ended, and a restored database does not know how: nothing more is done with it. */
  | { readonly type: 'session-held' }
  | { readonly type: 'deal-made'; readonly step: EntryStep; readonly bonusTo: Side | null }
  | { readonly type: 'ended-without-deal' }
  | { readonly type: 'ended-by-side'; readonly side: Side; readonly reason: string | null }
)

export type OwnEvent = { readonly at: Instant; readonly side: Side } & (
  | { readonly type: 'number-entered'; readonly entryId: EntryId }
  | { readonly type: 'number-withdrawn' }
  /** By a change of the seat's lead or a lost key: no act of the side. */
  | { readonly type: 'number-voided' }
)

const OWN_EVENT_TYPES: ReadonlySet<SessionEvent['type']> = new Set<OwnEvent['type']>([
  'number-entered',
  'number-withdrawn',
  'number-voided',
])

export function isOwnEvent(event: SessionEvent): event is OwnEvent {
  return OWN_EVENT_TYPES.has(event.type)
}

/** What follows from the rules and is nobody's act. Above all: nobody is told whose entry made a deal. */
const CONSEQUENCES: ReadonlySet<SessionEvent['type']> = new Set<SharedEvent['type']>([
  'acceptances-undone',
  'opening-scheduled',
  'opening-unscheduled',
  'opened',
  'opening-closed',
  'extended',
  'numbers-voided',
  'session-held',
  'deal-made',
  'ended-without-deal',
])

export function isConsequence(event: SessionEvent): boolean {
  return CONSEQUENCES.has(event.type)
}

/** The state after the event. Never refuses: what may happen was decided before. */
export function evolve(state: SessionState, event: SessionEvent): SessionState {
  if (isOwnEvent(event)) return evolveOwn(state, event)
  return { ...evolveShared(state, event), lastSharedAt: Math.max(state.lastSharedAt, event.at) }
}

export function evolveAll(state: SessionState, events: readonly SessionEvent[]): SessionState {
  return events.reduce(evolve, state)
}

function evolveOwn(state: SessionState, event: OwnEvent): SessionState {
  const lastOwnAt = Math.max(state.sides[event.side].lastOwnAt, event.at)
  const standing: StandingEntry | null =
    event.type === 'number-entered' ? { entryId: event.entryId, at: event.at } : null
  return withSide(state, event.side, { standing, lastOwnAt })
}

function evolveShared(state: SessionState, event: SharedEvent): SessionState {
  switch (event.type) {
    case 'seat-taken':
      return withSide(state, event.side, { held: true })
    case 'terms-version-added':
      return withSide({ ...state, terms: event.terms }, event.terms.by, { wantsSkip: false })
    case 'terms-approved':
      return withSide(state, event.side, { approvedVersion: event.version, wantsSkip: false })
    case 'approval-withdrawn':
      return withSide(state, event.side, { approvedVersion: null })
    case 'skip-wished':
      return withSide(state, event.side, { wantsSkip: true, approvedVersion: null })
    case 'skip-withdrawn':
      return withSide(state, event.side, { wantsSkip: false })
    case 'rules-accepted': {
      const acceptance: RulesAcceptance = { rulesVersion: event.rulesVersion, at: event.at }
      return withSide(state, event.side, { acceptance })
    }
    case 'acceptance-withdrawn':
      return withSide(state, event.side, { acceptance: null })
    case 'acceptances-undone':
      return withBothSides(state, { acceptance: null })
    case 'start-proposed':
      return { ...state, start: { ...state.start, proposal: { by: event.side, startsAt: event.startsAt } } }
    case 'start-proposal-withdrawn':
      return { ...state, start: { ...state.start, proposal: null } }
    case 'start-agreed':
      return { ...state, start: { agreedAt: event.startsAt, proposal: null } }
    case 'opening-scheduled':
      return { ...state, opensAt: event.opensAt }
    case 'opening-unscheduled':
      return { ...state, opensAt: null }
    case 'opened':
      return { ...state, phase: 'opening', start: { ...state.start, proposal: null } }
    case 'opening-closed':
      return { ...state, phase: 'adjustment' }
    case 'keep-running-switched':
      return withSide(state, event.side, { keepRunning: event.on })
    case 'extended':
      return { ...state, extensions: state.extensions + 1 }
    case 'numbers-voided':
      return withBothSides({ ...state, numbersVoidedAt: event.at }, { standing: null })
    case 'session-held':
      return withBothSides({ ...state, heldAt: event.at }, { standing: null })
    case 'deal-made':
      return ended(state, { kind: 'deal', at: event.at, step: event.step, bonusTo: event.bonusTo })
    case 'ended-without-deal':
      return ended(state, { kind: 'no-deal', at: event.at })
    case 'ended-by-side':
      return ended(state, { kind: 'by-side', at: event.at, by: event.side, reason: event.reason })
    default:
      return assertNever(event)
  }
}

/** Every ending destroys both numbers, so nothing stands afterwards. */
function ended(state: SessionState, ending: NonNullable<SessionState['ending']>): SessionState {
  return withBothSides({ ...state, phase: 'ended', ending }, { standing: null })
}

function withSide(state: SessionState, side: Side, change: Partial<SideState>): SessionState {
  return { ...state, sides: { ...state.sides, [side]: { ...state.sides[side], ...change } } }
}

function withBothSides(state: SessionState, change: Partial<SideState>): SessionState {
  return withSide(withSide(state, 'plaintiff', change), otherSide('plaintiff'), change)
}
