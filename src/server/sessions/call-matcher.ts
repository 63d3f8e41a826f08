import type { UserId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { eventsOf, type MatcherFact } from '../../domain/session-numbers.ts'
import type { Side } from '../../domain/side.ts'
import type { MatcherRecord } from '../../matcher/protocol.ts'
import { happen, type SessionUnit } from './session-unit.ts'

/** Certainly nothing was recorded, or it may have been. */
export type MatcherFailure = 'temporarily-unavailable' | 'outcome-unknown'

/**
 * Takes what the matcher has recorded and this session does not know yet, at the recorded instants: what a crash
 * between the matcher's answer and our commit left behind.
 */
export async function rollForward(unit: SessionUnit): Promise<Result<void, MatcherFailure>> {
  const { stored, ctx } = unit
  const answer = await ctx.matcher.recordsSince({ sessionId: stored.id, version: unit.matcherVersion })
  if (answer.kind === 'unavailable') return err('temporarily-unavailable')
  for (const record of answer.records) await takeRecord(unit, record, null, null)
  return ok()
}

/** Makes one record of the matcher part of the session. Records known already are passed over. */
export async function takeRecord(
  unit: SessionUnit,
  record: MatcherRecord,
  actor: UserId | null,
  envelopeSha256: Buffer | null,
): Promise<void> {
  if (record.version <= unit.matcherVersion) return
  if (record.version !== unit.matcherVersion + 1) {
    throw new Error(`session ${unit.stored.id}: record ${record.version} after ${unit.matcherVersion}`)
  }
  const step = unit.state.phase
  if (record.outcome.kind === 'deal') unit.dealNumberCents = BigInt(record.outcome.dealNumberCents)
  happen(unit, eventsOf(unit.state, factOf(record)), actor)
  unit.matcherVersion = record.version
  if (record.entryId !== null && record.seatId !== null && (step === 'opening' || step === 'adjustment')) {
    await unit.tx
      .insertInto('entries')
      .values({
        entryId: record.entryId,
        sessionId: unit.stored.id,
        seatId: record.seatId,
        at: record.at,
        step,
        envelopeSha256,
      })
      .execute()
  }
}

function factOf(record: MatcherRecord): MatcherFact {
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
    case 'close-of-opening':
      return { type: 'opening-closed', at, deal }
    case 'end':
      return { type: 'ended', at, by: record.side, reason: null }
  }
}

function sideOf(record: MatcherRecord): Side {
  return given(record.side, 'side')
}

function given<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`a record of the matcher without its ${what}`)
  return value
}
