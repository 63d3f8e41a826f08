import { base64urlFromBytes } from '../contract/sealing-base64url.ts'
import type { MatcherParts } from './decision.ts'
import { DUMMY_ENTRY_ID, sealDummy } from './envelope.ts'
import { holdKeys } from './key-lock.ts'
import { type KeyDay, keyDayOf, makeSessionKeys } from './keys.ts'
import type { OpenKeysRequest, OpenKeysResponse } from './protocol.ts'
import { bindingOf } from './standing.ts'
import { addSession, findSession, type NewSession, type StoredSession } from './store.ts'
import { inTransaction } from './transaction.ts'

/** Of two calls at once for one session the first to commit makes its keys; both answer those. */
export async function openKeys(parts: MatcherParts, request: OpenKeysRequest): Promise<OpenKeysResponse> {
  const known = await findSession(parts.db, request.sessionId)
  if (known) return answer(known, request)
  const stored = await inTransaction(parts.db, async (tx) => {
    await holdKeys(tx)
    const now = await parts.clock(tx)
    parts.upkeep.check(now)
    await addSession(tx, await makeSession(parts, keyDayOf(now), request))
    return findSession(tx, request.sessionId)
  })
  if (!stored) throw new Error('a session that was added is not there')
  return answer(stored, request)
}

/** With a key pair of its own, and dummies sealed to it. Nothing is stored yet. */
export async function makeSession(
  { keyStore }: Pick<MatcherParts, 'keyStore'>,
  keyDay: KeyDay,
  request: OpenKeysRequest,
): Promise<NewSession> {
  const keys = await makeSessionKeys(keyStore, keyDay, request.sessionId)
  const session = {
    id: request.sessionId,
    plaintiffSeatId: request.seats.plaintiff,
    defendantSeatId: request.seats.defendant,
    currency: request.currency,
    isPractice: request.practice,
    ...keys,
  }
  const dummyOf = (side: 'plaintiff' | 'defendant') =>
    sealDummy(keys.publicKey, bindingOf(session, side, { entryId: DUMMY_ENTRY_ID, step: 'opening' }))
  return {
    session,
    dummies: { plaintiff: await dummyOf('plaintiff'), defendant: await dummyOf('defendant') },
  }
}

function answer(session: StoredSession, { seats, currency, practice }: OpenKeysRequest): OpenKeysResponse {
  const isSame =
    session.plaintiffSeatId === seats.plaintiff &&
    session.defendantSeatId === seats.defendant &&
    session.currency === currency &&
    session.isPractice === practice
  if (!isSame) return { kind: 'session-conflict' }
  return { kind: 'opened', publicKey: base64urlFromBytes(session.publicKey), version: session.version }
}
