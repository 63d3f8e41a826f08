import { isCredibleForDue } from './clock.ts'
import { CLOCK_DISAGREES, decide, lockAndLook, type MatcherParts, record } from './decision.ts'
import type { CommandResponse, EndRequest, MatcherRecord } from './protocol.ts'
import { repeatOfKey } from './repeat.ts'
import { assertSeat } from './standing.ts'

/** Ends the session without a deal. Needs no key: what cannot be read any more can still be destroyed. */
export function endSession(parts: MatcherParts, request: EndRequest): Promise<CommandResponse> {
  const side = request.by?.side ?? null
  const seatId = request.by?.seatId ?? null
  const outcome = outcomeOf(request.by?.reason)
  return decide(
    parts,
    request,
    lockAndLook(request, (tx) => repeatOfKey(tx, request, seatId, (known) => isThisEnd(known, outcome))),
    async (decision) => {
      if (request.by) assertSeat(decision.session, request.by)
      if (!isCredibleForDue(request.at, decision.reading)) return CLOCK_DISAGREES
      return record(decision, { operation: 'end', side, seatId, entryId: null, outcome })
    },
  )
}

type Ended = Extract<MatcherRecord['outcome'], { readonly kind: 'ended' }>

function outcomeOf(reason: string | undefined): Ended {
  return reason === undefined ? { kind: 'ended' } : { kind: 'ended', reason }
}

/** Another reason under the same key is another request. */
function isThisEnd({ outcome }: MatcherRecord, { reason }: Ended): boolean {
  return outcome.kind === 'ended' && outcome.reason === reason
}
