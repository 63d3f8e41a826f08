import type { UserId } from '../../domain/ids.ts'
import { assertNever, err, ok, type Result } from '../../domain/result.ts'
import type { CommandResponse } from '../../matcher/protocol.ts'
import { type MatcherFailure, rollForward, takeRecord } from './call-matcher.ts'
import type { SessionUnit } from './session-unit.ts'
import { hold, voidNumbers } from './void-numbers.ts'

/**
 * Takes the matcher's answer to a withdrawal, a voiding, a close or an end into the session. `idempotency-conflict`: the
 * key is that of another act.
 */
export async function takeAnswer(
  unit: SessionUnit,
  answer: CommandResponse,
  actor: UserId | null,
): Promise<Result<void, MatcherFailure | 'idempotency-conflict'>> {
  switch (answer.kind) {
    case 'recorded':
      // Done before a crash: other records may lie between.
      if (answer.record.version > unit.matcherVersion + 1) return rollForward(unit)
      await takeRecord(unit, answer.record, actor)
      return ok()
    case 'version-mismatch':
      for (const record of answer.records) await takeRecord(unit, record, null)
      return err('temporarily-unavailable')
    case 'held':
      hold(unit)
      return err('temporarily-unavailable')
    case 'numbers-lost': {
      const voided = await voidNumbers(unit)
      return voided.ok ? err('temporarily-unavailable') : voided
    }
    case 'outcome-unknown':
      return err('outcome-unknown')
    case 'unavailable':
      return err('temporarily-unavailable')
    case 'idempotency-conflict':
      return err('idempotency-conflict')
    case 'refused':
      unit.ctx.log.error({ sessionId: unit.stored.id, code: answer.code }, 'the matcher refuses a step')
      return err('temporarily-unavailable')
    default:
      return assertNever(answer)
  }
}

/** What every call for this session begins with. */
export function callOf(unit: SessionUnit, at: number, idempotencyKey: string) {
  return {
    sessionId: unit.stored.id,
    version: unit.matcherVersion,
    at,
    clockOffsetMs: unit.stored.clockOffsetMs,
    idempotencyKey,
  }
}
