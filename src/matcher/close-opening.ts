import { isCredibleForDue } from './clock.ts'
import { dealNumberOf, openBoth } from './compare.ts'
import { CLOCK_DISAGREES, type Decision, decide, lockAndLook, type MatcherParts, record } from './decision.ts'
import { openSessionKeys } from './keys.ts'
import { MatcherError } from './matcher-error.ts'
import type { CloseRequest, CommandResponse, Outcome } from './protocol.ts'
import { repeatOfKey } from './repeat.ts'
import { sealedOf } from './standing.ts'
import { getStanding } from './store.ts'

const OPERATION = 'close-of-opening'

/** Compares what stands, once. Without a deal the session goes on in adjustment. */
export function closeOpening(parts: MatcherParts, request: CloseRequest): Promise<CommandResponse> {
  return decide(
    parts,
    request,
    lockAndLook(request, (tx) => repeatOfKey(tx, request, null, (known) => known.operation === OPERATION)),
    (decision) => close(parts, request, decision),
  )
}

async function close(
  parts: MatcherParts,
  { at }: CloseRequest,
  decision: Decision,
): Promise<CommandResponse> {
  const { tx, session, reading } = decision
  if (session.step !== 'opening') throw new MatcherError('out-of-step')
  if (!isCredibleForDue(at, reading)) return CLOCK_DISAGREES
  const keys = await openSessionKeys(parts.keyStore, session)
  const plaintiff = sealedOf(session, await getStanding(tx, session.id, 'plaintiff'))
  const defendant = sealedOf(session, await getStanding(tx, session.id, 'defendant'))
  const { own: demand, opposite: offer } = openBoth(keys, plaintiff, defendant)
  if (demand === null) throw new MatcherError('standing-unreadable')
  const dealNumber = dealNumberOf({ plaintiff: demand, defendant: offer }, session.currency, parts.draw)
  const outcome: Outcome =
    dealNumber === null ? { kind: 'no-deal' } : { kind: 'deal', dealNumberCents: dealNumber.toString() }
  return record(decision, { operation: OPERATION, side: null, seatId: null, entryId: null, outcome })
}
