import { adjustmentEndsAt, type Instant, openingClosesAt } from './deadlines.ts'
import type { EntryId } from './ids.ts'
import { SIDES, type Side } from './side.ts'

/**
 * One run of the three steps, as far as it can be known without a number: that an entry stands and since when,
 * never what it says. Plain data, so that it is stored as it is.
 */
export type SessionState = {
  readonly phase: Phase
  readonly terms: TermsVersion | null
  readonly start: StartAgreement
  /** Set when all conditions of opening are met; from that instant on it never changes. */
  readonly opensAt: Instant | null
  /** How often both sides kept it running past an end. */
  readonly extensions: number
  readonly sides: Readonly<Record<Side, SideState>>
  readonly ending: Ending | null
  /** When both numbers were last voided, because a database was restored from an older copy or a key was lost. */
  readonly numbersVoidedAt: Instant | null
  /** Since when nothing more is done with it: it has ended, and a restored database does not know how. */
  readonly heldAt: Instant | null
  /** The latest instant of a shared event: later shared events never come before it, whatever the clock does. */
  readonly lastSharedAt: Instant
}

export type Phase = 'terms' | 'opening' | 'adjustment' | 'ended'

/** The two phases in which a number can be entered; an entry names the one its figure was confirmed for. */
export type EntryStep = 'opening' | 'adjustment'

/** The version of the settlement agreement or MOU that is current; earlier ones are history. */
export type TermsVersion = {
  readonly version: number
  readonly sha256: string
  readonly by: Side
}

export type StartAgreement = {
  readonly agreedAt: Instant | null
  readonly proposal: { readonly by: Side; readonly startsAt: Instant } | null
}

export type SideState = {
  /** Whether a lead holds the seat. */
  readonly held: boolean
  /** The version this side approves; it counts only while it is the current one. */
  readonly approvedVersion: number | null
  readonly wantsSkip: boolean
  readonly acceptance: RulesAcceptance | null
  readonly keepRunning: boolean
  readonly standing: StandingEntry | null
  /** The latest instant of this side's own entries and withdrawals: its later ones never come before it. */
  readonly lastOwnAt: Instant
}

/** The rules accepted, and the client's authority to settle confirmed, in one act. */
export type RulesAcceptance = { readonly rulesVersion: string; readonly at: Instant }

export type StandingEntry = { readonly entryId: EntryId; readonly at: Instant }

export type Ending =
  | { readonly kind: 'deal'; readonly at: Instant; readonly step: EntryStep; readonly bonusTo: Side | null }
  | { readonly kind: 'no-deal'; readonly at: Instant }
  | { readonly kind: 'by-side'; readonly at: Instant; readonly by: Side; readonly reason: string | null }

export function newSession(at: Instant, held: Readonly<Record<Side, boolean>>): SessionState {
  return {
    phase: 'terms',
    terms: null,
    start: { agreedAt: null, proposal: null },
    opensAt: null,
    extensions: 0,
    sides: { plaintiff: newSide(held.plaintiff), defendant: newSide(held.defendant) },
    ending: null,
    numbersVoidedAt: null,
    heldAt: null,
    lastSharedAt: at,
  }
}

function newSide(held: boolean): SideState {
  return {
    held,
    approvedVersion: null,
    wantsSkip: false,
    acceptance: null,
    keepRunning: false,
    standing: null,
    lastOwnAt: 0,
  }
}

export type TermsSettlement =
  | { readonly kind: 'document'; readonly version: TermsVersion }
  | { readonly kind: 'skipped' }

/** How the terms are settled: by one version that both approve, or by both sides' wish to skip; else null. */
export function termsSettlement(state: SessionState): TermsSettlement | null {
  if (SIDES.every((side) => state.sides[side].wantsSkip)) return { kind: 'skipped' }
  const current = state.terms
  if (current && SIDES.every((side) => state.sides[side].approvedVersion === current.version)) {
    return { kind: 'document', version: current }
  }
  return null
}

/** Whether nothing but the clock (an agreed later start) stands between this session and its opening. */
export function conditionsOfOpeningMet(state: SessionState): boolean {
  return (
    termsSettlement(state) !== null &&
    SIDES.every((side) => state.sides[side].held && state.sides[side].acceptance !== null)
  )
}

/** The instant at which the current extension of adjustment ends; null before the opening is fixed. */
export function sessionEndsAt(state: SessionState): Instant | null {
  return state.opensAt === null ? null : adjustmentEndsAt(state.opensAt, state.extensions)
}

export function sessionOpeningClosesAt(state: SessionState): Instant | null {
  return state.opensAt === null ? null : openingClosesAt(state.opensAt)
}

/** The step in which a number can be entered now; null before opening and after the end. */
export function stepOf(phase: Phase): EntryStep | null {
  return phase === 'opening' || phase === 'adjustment' ? phase : null
}
