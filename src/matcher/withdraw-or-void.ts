import { isCredibleForSeat } from './clock.ts'
import { CLOCK_DISAGREES, type Decision, decide, lockAndLook, type MatcherParts, record } from './decision.ts'
import { DUMMY_ENTRY_ID, sealDummy } from './envelope.ts'
import { MatcherError } from './matcher-error.ts'
import type { CommandResponse, WithdrawalRequest } from './protocol.ts'
import { repeatOfKey } from './repeat.ts'
import { assertSeat, bindingOf } from './standing.ts'
import { getStanding, lockSeat, seatInstantWrite, standingWrite } from './store.ts'

/**
 * A new dummy takes the place of the seat's standing number, in either step. Voiding is recorded where nothing stands, too: with
 * the version that it takes, a call of the former lead that is still under way is refused.
 */
export function withdrawOrVoid(parts: MatcherParts, request: WithdrawalRequest): Promise<CommandResponse> {
  return decide(
    parts,
    request,
    lockAndLook(request, (tx) =>
      repeatOfKey(tx, request, request.seatId, (known) => known.outcome.kind === request.cause),
    ),
    (decision) => withdraw(request, decision),
  )
}

async function withdraw(request: WithdrawalRequest, decision: Decision): Promise<CommandResponse> {
  const { tx, session, reading } = decision
  const { side, seatId, at, cause } = request
  assertSeat(session, request)
  if (!isCredibleForSeat(at, reading, await lockSeat(tx, seatId))) return CLOCK_DISAGREES
  const standing = await getStanding(tx, session.id, side)
  if (standing.entryId === null && cause === 'withdrawn') throw new MatcherError('out-of-step')

  const step = 'opening'
  const binding = bindingOf(session, side, { entryId: DUMMY_ENTRY_ID, step })
  const envelope = await sealDummy(session.publicKey, binding)
  const outcome = { kind: cause }
  const act = { operation: 'withdraw-or-void', side, seatId, entryId: null, outcome } as const
  return record(decision, act, null, [
    standingWrite({ sessionId: session.id, side, entryId: null, step, envelope }),
    seatInstantWrite({ id: seatId, lastAt: at }),
  ])
}
