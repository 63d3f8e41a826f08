import type { UserId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { eventsOf, type MatcherFact, sharedInstant } from '../../domain/session-numbers.ts'
import type { SessionState } from '../../domain/session-state.ts'
import type { Side } from '../../domain/side.ts'
import type { MatcherRecord } from '../../matcher/protocol.ts'
import { storeRecoveredKey } from './idempotency.ts'
import { happen, type SessionUnit } from './session-unit.ts'
import { hold, voidNumbers } from './void-numbers.ts'

/** Certainly nothing was recorded, or it may have been. */
export type MatcherFailure = 'temporarily-unavailable' | 'outcome-unknown'

/**
 * Takes what the matcher has recorded and this session does not know yet, at the recorded instants: what a crash
 * between the matcher's answer and our commit left behind. After a restore it may hold the session, or void its numbers.
 */
export async function rollForward(unit: SessionUnit): Promise<Result<void, MatcherFailure>> {
  const { stored, ctx } = unit
  const answer = await ctx.matcher.recordsSince({ sessionId: stored.id, version: unit.matcherVersion })
  if (answer.kind === 'unavailable') return err('temporarily-unavailable')
  if (answer.kind === 'held') return ok(hold(unit))
  for (const record of answer.records) {
    if (!isFollowedBy(unit.state, record)) return ok(hold(unit))
    await takeRecord(unit, record, null)
  }
  return answer.kind === 'numbers-lost' ? voidNumbers(unit) : ok()
}

/** Numbers before the opening are those of a session whose terms were restored from an older copy than the matcher's. */
function isFollowedBy({ phase, opensAt }: SessionState, { operation, at }: MatcherRecord): boolean {
  if (phase !== 'terms' || operation === 'end' || operation === 'void-both') return true
  return opensAt !== null && opensAt <= at
}

/**
 * Makes one record of the matcher part of the session; those known already are passed over. `actor` is null for what
 * time brought about, and for what is caught up with after a crash: its sender may ask again under the same key.
 */
export async function takeRecord(
  unit: SessionUnit,
  record: MatcherRecord,
  actor: UserId | null,
): Promise<void> {
  if (record.version <= unit.matcherVersion) return
  // Voiding both passes over the versions that were lost.
  if (record.version !== unit.matcherVersion + 1 && record.operation !== 'void-both') {
    throw new Error(`session ${unit.stored.id}: record ${record.version} after ${unit.matcherVersion}`)
  }
  const step = unit.state.phase
  if (record.outcome.kind === 'deal') unit.dealNumberCents = BigInt(record.outcome.dealNumberCents)
  if (record.outcome.kind === 'both-voided') {
    unit.newPublicKey = Buffer.from(record.outcome.publicKey, 'base64url')
  }
  const fact = factOf(record, unit.state)
  if (fact) happen(unit, eventsOf(unit.state, fact), actor)
  unit.matcherVersion = record.version
  if (record.entryId !== null && record.seatId !== null && (step === 'opening' || step === 'adjustment')) {
    const { entryId, seatId, at } = record
    unit.entries.push({ entryId, seatId, at, step })
  }
  if (actor === null && record.seatId !== null) {
    await storeRecoveredKey(unit, record.seatId, record.idempotencyKey)
  }
}

/** Null for what takes a version and nothing more. */
function factOf(record: MatcherRecord, state: SessionState): MatcherFact | null {
  const { at } = record
  const deal = record.outcome.kind === 'deal'
  switch (record.operation) {
    case 'accept':
    case 'accept-and-compare':
      return {
        type: 'entry-accepted',
        at,
        side: sideOf(record),
        entryId: given(record.entryId, 'entry'),
        deal,
      }
    case 'withdraw-or-void':
      return {
        type: record.outcome.kind === 'voided' ? 'voided' : 'withdrawn',
        at,
        side: sideOf(record),
      }
    case 'keep-out':
      return null
    case 'void-both':
      // The terms may have gone on meanwhile.
      return { type: 'both-voided', at: sharedInstant(state, at) }
    case 'close-of-opening':
      return { type: 'opening-closed', at, deal }
    case 'end':
      // Terms go on without the matcher: an end before the opening may be learnt of after later shared events.
      return { type: 'ended', at: sharedInstant(state, at), by: record.side, reason: reasonOf(record) }
  }
}

function reasonOf({ outcome }: MatcherRecord): string | null {
  return (outcome.kind === 'ended' && outcome.reason) || null
}

function sideOf(record: MatcherRecord): Side {
  return given(record.side, 'side')
}

function given<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`a record of the matcher without its ${what}`)
  return value
}
