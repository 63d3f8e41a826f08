import type { SealBinding } from '../contract/sealing.ts'
import type { SeatId } from '../domain/ids.ts'
import type { Side } from '../domain/side.ts'
import type { Sealed } from './compare.ts'
import { DUMMY_ENTRY_ID } from './envelope.ts'
import { MatcherError } from './matcher-error.ts'
import type { Standing, StoredSession } from './store.ts'

/**
 * What an envelope of this side must have been sealed for: the session, its seat and its currency are the matcher's
 * own knowledge.
 */
export function bindingOf(
  session: Pick<StoredSession, 'id' | 'plaintiffSeatId' | 'defendantSeatId' | 'currency'>,
  side: Side,
  entry: Pick<SealBinding, 'entryId' | 'step'>,
): SealBinding {
  const seatId = side === 'plaintiff' ? session.plaintiffSeatId : session.defendantSeatId
  return { sessionId: session.id, side, seatId, currency: session.currency, ...entry }
}

export function sealedOf(session: StoredSession, standing: Standing): Sealed {
  const entryId = standing.entryId ?? DUMMY_ENTRY_ID
  return {
    envelope: standing.envelope,
    binding: bindingOf(session, standing.side, { entryId, step: standing.step }),
  }
}

export function assertSeat(
  session: StoredSession,
  { side, seatId }: { readonly side: Side; readonly seatId: SeatId },
) {
  const own = side === 'plaintiff' ? session.plaintiffSeatId : session.defendantSeatId
  if (own !== seatId) throw new MatcherError('wrong-seat')
}
