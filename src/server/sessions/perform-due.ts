import { assertNever, err, ok, type Result } from '../../domain/result.ts'
import { nextDue } from '../../domain/session-numbers.ts'
import { callOf, takeAnswer } from './ask-matcher.ts'
import type { MatcherFailure } from './call-matcher.ts'
import { happen, type SessionUnit } from './session-unit.ts'

/**
 * Does what is due up to `unit.now`, in the order of its instants, each step at its own instant however late it is.
 * On a failure of the matcher the steps before it hold, and the session waits ("closing").
 */
export async function performDue(unit: SessionUnit): Promise<Result<void, MatcherFailure>> {
  const { matcher } = unit.ctx
  for (;;) {
    const due = nextDue(unit.state)
    if (!due || due.at > unit.now) return ok()
    // The step and its instant: the same step asked for again is the same request.
    const call = callOf(unit, due.at, `${due.type}/${due.at}`)
    switch (due.type) {
      case 'open':
        happen(unit, [{ type: 'opened', at: due.at }], null)
        break
      case 'extend':
        happen(unit, [{ type: 'extended', at: due.at }], null)
        break
      case 'close-opening': {
        const closed = await takeAnswer(unit, await matcher.closeOfOpening(call), null)
        if (!closed.ok) return failure(closed.error)
        break
      }
      case 'end': {
        const ended = await takeAnswer(unit, await matcher.end({ ...call, by: null }), null)
        if (!ended.ok) return failure(ended.error)
        break
      }
      default:
        return assertNever(due)
    }
  }
}

/** The key of a due step is its own: another act under it would be the matcher's fault. */
function failure(error: MatcherFailure | 'idempotency-conflict') {
  return err(error === 'idempotency-conflict' ? 'temporarily-unavailable' : error)
}
