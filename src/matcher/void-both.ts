import { base64urlFromBytes } from '../contract/sealing-base64url.ts'
import type { Instant } from '../domain/deadlines.ts'
import { writeAtOnce } from '../postgres/write-at-once.ts'
import { isCredibleForDue } from './clock.ts'
import { CLOCK_DISAGREES, HELD, type MatcherParts, mayRunAhead } from './decision.ts'
import { holdKeys } from './key-lock.ts'
import { keyDayOf } from './keys.ts'
import { MatcherError } from './matcher-error.ts'
import { makeSession } from './open-keys.ts'
import type { CommandResponse, MatcherRecord, VoidBothRequest } from './protocol.ts'
import { repeatOfKey } from './repeat.ts'
import { conditionOf, hasLostKey, keepMark, markOf } from './session-condition.ts'
import {
  addSession,
  addStanding,
  eraseEnvelopes,
  findSession,
  listRecords,
  lockSession,
  recordWrite,
  rekeySession,
  type StoredSession,
} from './store.ts'
import { inTransaction, type MatcherTx } from './transaction.ts'

/**
 * Voids both numbers at one instant, where the store is older than what was answered or the session's key is lost; never
 * otherwise. What was sealed to the old key opens no more, and the version passes over all that was answered before, so
 * that the session is sound again. A session that the store does not know any more begins anew in it.
 */
export async function voidBoth(parts: MatcherParts, request: VoidBothRequest): Promise<CommandResponse> {
  parts.marks.refresh()
  const { answer, session, mark } = await inTransaction(parts.db, async (tx) => {
    await holdKeys(tx)
    const now = await parts.clock(tx)
    parts.upkeep.check(now)
    if (!(await findSession(tx, request.sessionId)))
      await addSession(tx, await makeSession(parts, keyDayOf(now), request))
    const session = await lockSession(tx, request.sessionId)
    const answer = await answerUnderLock(parts, { tx, session, now }, request)
    const recorded = answer.kind === 'recorded' ? answer.record : null
    return { answer, session, mark: await markOf(tx, parts, session, recorded) }
  })
  await keepMark(parts, session, mark)
  return answer
}

type Locked = {
  readonly tx: MatcherTx
  readonly session: StoredSession
  readonly now: Instant
}

async function answerUnderLock(
  parts: MatcherParts,
  { tx, session, now }: Locked,
  request: VoidBothRequest,
): Promise<CommandResponse> {
  const mark = parts.marks.find(session.id)
  const condition = conditionOf(session, mark)
  if (condition === 'held') return HELD
  const { repeat } = await repeatOfKey(tx, request, null, (known) => known.operation === 'void-both')
  if (repeat !== null) return repeat
  const { version } = session
  if (version > request.version) {
    const records = await listRecords(tx, session.id, { after: request.version, upTo: version })
    return { kind: 'version-mismatch', version, records }
  }
  const isLost =
    condition === 'numbers-lost' || version < request.version || (await hasLostKey(parts.keyStore, session))
  if (!isLost || session.step === 'ended') throw new MatcherError('out-of-step')
  const { at, clockOffsetMs, idempotencyKey, step } = request
  if (!mayRunAhead(session, clockOffsetMs)) return CLOCK_DISAGREES
  if (!isCredibleForDue(at, now + clockOffsetMs)) return CLOCK_DISAGREES

  const fresh = await makeSession(parts, keyDayOf(now), request)
  const { publicKey, wrappedPrivateKey, keyDay } = fresh.session
  const next = Math.max(version, request.version, mark.version) + 1
  await eraseEnvelopes(tx, session.id)
  await addStanding(tx, session.id, fresh.dummies)
  await rekeySession(tx, session.id, {
    version: next,
    // It never goes back; and a caller who is behind has been told so.
    step: session.step === 'adjustment' ? 'adjustment' : step,
    clockOffsetMs,
    publicKey,
    wrappedPrivateKey,
    keyDay,
  })
  const record: MatcherRecord = {
    version: next,
    operation: 'void-both',
    side: null,
    seatId: null,
    entryId: null,
    idempotencyKey,
    at,
    outcome: { kind: 'both-voided', publicKey: base64urlFromBytes(publicKey) },
  }
  const unsealed = { envelope: null, envelopeSha256: null, recordedAt: now }
  await writeAtOnce(tx, [recordWrite({ sessionId: session.id, ...record, ...unsealed })])
  return { kind: 'recorded', record }
}
