import { isCredibleForDue } from './clock.ts'
import { CLOCK_DISAGREES, decide, lockAndLook, type MatcherParts, record } from './decision.ts'
import type { CommandResponse, KeepOutRequest } from './protocol.ts'
import { repeatOfKey } from './repeat.ts'

/** Records nothing but that it was asked: with the version that this takes, a call that is still under way is refused. */
export function keepOut(parts: MatcherParts, request: KeepOutRequest): Promise<CommandResponse> {
  return decide(
    parts,
    request,
    lockAndLook(request, (tx) => repeatOfKey(tx, request, null, (known) => known.operation === 'keep-out')),
    async (decision) => {
      if (!isCredibleForDue(request.at, decision.reading)) return CLOCK_DISAGREES
      const outcome = { kind: 'kept-out' } as const
      return record(decision, { operation: 'keep-out', side: null, seatId: null, entryId: null, outcome })
    },
  )
}
