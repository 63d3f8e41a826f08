import type { Instant } from './deadlines.ts'
import type { EntryId } from './ids.ts'
import { mayReveal, roleMay, type SeatRole } from './roles.ts'
import {
  conditionsOfOpeningMet,
  type Ending,
  type EntryStep,
  type Phase,
  type RulesAcceptance,
  type SessionState,
  type StartAgreement,
  sessionEndsAt,
  sessionOpeningClosesAt,
  type TermsSettlement,
  type TermsVersion,
  termsSettlement,
} from './session-state.ts'
import { otherSide, SIDES, type Side } from './side.ts'

/** Who looks: a person on a seat, or a neutral (a mediator whom both sides invite). */
export type SessionViewer =
  | {
      readonly kind: 'side'
      readonly side: Side
      readonly role: SeatRole
      /** Whether the seat's lead lets members have the number revealed; no unless said. */
      readonly membersMayReveal?: boolean
    }
  | { readonly kind: 'neutral' }

type SeatViewer = Extract<SessionViewer, { readonly kind: 'side' }>

/** All that one viewer may see of a session. Every page, answer, event, mail and paper is made from this alone. */
export type SessionView = {
  readonly phase: Phase
  readonly terms: TermsVersion | null
  readonly settlement: TermsSettlement | null
  readonly start: StartAgreement
  readonly opensAt: Instant | null
  readonly openingClosesAt: Instant | null
  readonly endsAt: Instant | null
  readonly extensions: number
  readonly ready: boolean
  readonly sides: Readonly<Record<Side, SharedSideView>>
  readonly ending: Ending | null
  readonly numbersVoidedAt: Instant | null
  readonly heldAt: Instant | null
  /** The reader's own seat; a neutral has none. */
  readonly own: OwnView | null
}

/** What everybody sees of a side: never whether, when or how often it entered a number. */
export type SharedSideView = {
  readonly held: boolean
  readonly approvedVersion: number | null
  readonly wantsSkip: boolean
  readonly acceptance: RulesAcceptance | null
  readonly keepRunning: boolean
}

export type OwnView = {
  readonly side: Side
  readonly role: SeatRole
  readonly standing: { readonly entryId: EntryId; readonly since: Instant } | null
  readonly can: Readonly<Record<SessionAction, boolean>>
  readonly next: NextAction
}

export type SessionAction =
  | 'add-terms-version'
  | 'approve-terms'
  | 'withdraw-approval'
  | 'wish-skip'
  | 'withdraw-skip'
  | 'accept-rules'
  | 'withdraw-acceptance'
  | 'propose-start'
  | 'accept-start'
  | 'withdraw-start-proposal'
  | 'enter-number'
  | 'withdraw-number'
  | 'reveal-number'
  | 'switch-keep-running'
  | 'end-session'
  | 'propose-new-session'

/** What the reader can do next, from its own state and shared events alone. `wait-…`: nothing is asked of it. */
export type NextAction =
  | 'settle-terms'
  | 'approve-terms'
  | 'answer-skip'
  | 'wait-for-terms'
  | 'wait-for-other-seat'
  | 'accept-rules'
  | 'wait-for-acceptance'
  | 'wait-for-start'
  | 'enter-number'
  | 'number-stands'
  | 'wait-for-operator'
  | 'read-deal'
  | 'propose-new-session'

/** The only way from a session's state to anybody's eyes. */
export function viewSession(state: SessionState, viewer: SessionViewer): SessionView {
  return {
    phase: state.phase,
    terms: state.terms,
    settlement: termsSettlement(state),
    start: state.start,
    opensAt: state.opensAt,
    openingClosesAt: sessionOpeningClosesAt(state),
    endsAt: sessionEndsAt(state),
    extensions: state.extensions,
    ready: conditionsOfOpeningMet(state),
    sides: { plaintiff: sharedSide(state, 'plaintiff'), defendant: sharedSide(state, 'defendant') },
    ending: state.ending,
    numbersVoidedAt: state.numbersVoidedAt,
    heldAt: state.heldAt,
    own: viewer.kind === 'side' ? ownView(state, viewer) : null,
  }
}

function sharedSide(state: SessionState, side: Side): SharedSideView {
  const { held, approvedVersion, wantsSkip, acceptance, keepRunning } = state.sides[side]
  return { held, approvedVersion, wantsSkip, acceptance, keepRunning }
}

function ownView(state: SessionState, viewer: SeatViewer): OwnView {
  const { side, role } = viewer
  const standing = state.sides[side].standing
  return {
    side,
    role,
    standing: standing && { entryId: standing.entryId, since: standing.at },
    can: allowedActions(state, viewer),
    next: nextAction(state, side),
  }
}

/** The one table of action and state: the pages show by it what the commands then allow. */
function allowedActions(state: SessionState, viewer: SeatViewer): OwnView['can'] {
  const { side, role, membersMayReveal = false } = viewer
  const own = state.sides[side]
  const decides = roleMay(role, 'decide')
  const goesOn = state.heldAt === null
  const terms = goesOn && state.phase === 'terms'
  const live = goesOn && (state.phase === 'opening' || state.phase === 'adjustment')
  const proposal = state.start.proposal
  const current = state.terms
  return {
    'add-terms-version': roleMay(role, 'prepare') && terms,
    'approve-terms': decides && terms && current !== null && own.approvedVersion !== current.version,
    'withdraw-approval': decides && terms && own.approvedVersion !== null,
    'wish-skip': decides && terms && !own.wantsSkip,
    'withdraw-skip': decides && terms && own.wantsSkip,
    'accept-rules': decides && terms && own.acceptance === null && termsSettlement(state) !== null,
    'withdraw-acceptance': decides && terms && own.acceptance !== null,
    'propose-start': decides && terms,
    'accept-start': decides && terms && proposal?.by === otherSide(side),
    'withdraw-start-proposal': decides && terms && proposal?.by === side,
    'enter-number': roleMay(role, 'number') && live,
    'withdraw-number': roleMay(role, 'number') && live && own.standing !== null,
    'reveal-number': mayReveal(role, membersMayReveal) && live,
    'switch-keep-running': decides && live,
    'end-session': decides && goesOn && state.phase !== 'ended',
    'propose-new-session': decides && state.ending !== null && state.ending.kind !== 'deal',
  }
}

function nextAction(state: SessionState, side: Side): NextAction {
  const own = state.sides[side]
  const other = state.sides[otherSide(side)]
  if (state.ending) return state.ending.kind === 'deal' ? 'read-deal' : 'propose-new-session'
  if (state.heldAt !== null) return 'wait-for-operator'
  if (state.phase !== 'terms') return own.standing ? 'number-stands' : 'enter-number'

  if (termsSettlement(state) === null) {
    const done = own.wantsSkip || (state.terms !== null && own.approvedVersion === state.terms.version)
    if (done) return other.held ? 'wait-for-terms' : 'wait-for-other-seat'
    if (other.wantsSkip) return 'answer-skip'
    return state.terms ? 'approve-terms' : 'settle-terms'
  }
  if (!own.acceptance) return 'accept-rules'
  if (SIDES.some((each) => !state.sides[each].acceptance)) return 'wait-for-acceptance'
  return 'wait-for-start'
}

/** The deadlines that both sides share, for lists, reminders and calendars; null where none is ahead. */
export function nextDeadline(view: SessionView): { at: Instant; what: 'opens' | EntryStep } | null {
  if (view.heldAt !== null) return null
  if (view.phase === 'terms') return view.opensAt === null ? null : { at: view.opensAt, what: 'opens' }
  if (view.phase === 'opening' && view.openingClosesAt !== null) {
    return { at: view.openingClosesAt, what: 'opening' }
  }
  if (view.phase === 'adjustment' && view.endsAt !== null) return { at: view.endsAt, what: 'adjustment' }
  return null
}
