import { bonusCents, settlementCents } from '../../../src/domain/bonus.ts'
import { type SessionState, sessionEndsAt, termsSettlement } from '../../../src/domain/session-state.ts'
import type { Saved } from './in-memory-matter.ts'
import type { Deal, Observation } from './script.ts'

/** The deal of a session in figures; null without one. */
export function dealOf({ state, dealNumber }: Saved): Deal | null {
  const { ending } = state
  if (ending?.kind !== 'deal' || dealNumber === null) return null
  const { at, bonusTo } = ending
  return {
    at,
    dealNumber: Number(dealNumber),
    bonus: bonusTo === null ? 0 : Number(bonusCents(dealNumber)),
    bonusTo,
    settlementAmount: Number(settlementCents(dealNumber, bonusTo)),
  }
}

type Draws = { readonly timesDrawn: number; readonly lastCount: number | null }

/** Of `draws` these two alone: it may be another observation, with which this one is compared. */
export function observe(saved: Saved, { timesDrawn, lastCount }: Draws): Observation {
  const { state } = saved
  const { plaintiff, defendant } = state.sides
  const { proposal, agreedAt } = state.start
  return {
    phase: state.phase,
    opensAt: state.opensAt,
    endsAt: sessionEndsAt(state),
    extensions: state.extensions,
    settled: settled(state),
    startsAt: agreedAt,
    proposal: proposal && `${proposal.by} ${proposal.startsAt}`,
    accepted: [plaintiff.acceptance !== null, defendant.acceptance !== null],
    keepRunning: [plaintiff.keepRunning, defendant.keepRunning],
    standingSince: [plaintiff.standing?.at ?? null, defendant.standing?.at ?? null],
    lastSharedAt: state.lastSharedAt,
    ending: ending(state),
    deal: dealOf(saved),
    timesDrawn,
    lastCount,
  }
}

function settled(state: SessionState): string | null {
  const settlement = termsSettlement(state)
  if (settlement === null) return null
  return settlement.kind === 'skipped'
    ? 'skipped'
    : `${settlement.version.version} ${settlement.version.sha256}`
}

function ending({ ending }: SessionState): string | null {
  switch (ending?.kind) {
    case 'deal':
      return `deal in ${ending.step} at ${ending.at}`
    case 'no-deal':
      return `no-deal at ${ending.at}`
    case 'by-side':
      return `by ${ending.by}: ${ending.reason} at ${ending.at}`
    default:
      return null
  }
}
