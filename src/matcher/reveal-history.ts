import { MOST_ACTS, type OwnAct, type OwnHistory, sealHistory } from '../contract/revealing.ts'
import { base64urlFromBytes, bytesFromBase64url } from '../contract/sealing-base64url.ts'
import { nextRevealAt, REVEAL_LIMIT } from '../domain/entry-limit.ts'
import { isCredibleForSeat } from './clock.ts'
import { CLOCK_DISAGREES, type Decision, decide, lockAndLook, type MatcherParts } from './decision.ts'
import { openEnvelope } from './envelope.ts'
import { openSessionKeys } from './keys.ts'
import { MatcherError } from './matcher-error.ts'
import type { Recipient } from './open-sealed.ts'
import type { RevealRequest, RevealResponse } from './protocol.ts'
import {
  addReveal,
  isRevealed,
  listLatestActsOfSeat,
  listLatestRevealInstants,
  type SealedAct,
} from './reveal-store.ts'
import { assertSeat, bindingOf } from './standing.ts'
import { getStanding, lockSeat, type StoredSession } from './store.ts'

/**
 * Gives a seat its own numbers of the live session again, sealed to a key that its browser made for this one request.
 * Reads nothing of the other side's and changes nothing of the session: the version stays as it is.
 *
 * A request is answered once, as its answer is kept nowhere: a known one is a conflict.
 */
export function revealHistory(parts: MatcherParts, request: RevealRequest): Promise<RevealResponse> {
  return decide(
    parts,
    request,
    lockAndLook(request, async (tx) => {
      const isKnown = await isRevealed(tx, request.seatId, request.idempotencyKey)
      return { repeat: isKnown ? ({ kind: 'idempotency-conflict' } as const) : null }
    }),
    (decision) => reveal(parts, request, decision),
  )
}

async function reveal(
  parts: MatcherParts,
  request: RevealRequest,
  { tx, session, reading }: Decision,
): Promise<RevealResponse> {
  const { side, seatId, at, notBefore, idempotencyKey } = request
  assertSeat(session, request)
  if (!isCredibleForSeat(at, reading, await lockSeat(tx, seatId))) return CLOCK_DISAGREES
  const nextPossibleAt = nextRevealAt(await listLatestRevealInstants(tx, seatId, REVEAL_LIMIT), at)
  if (nextPossibleAt !== null) return { kind: 'refused', code: 'reveal-limit', nextPossibleAt }

  const keys = await openSessionKeys(parts.keyStore, session)
  const kept = await listLatestActsOfSeat(tx, session.id, seatId, MOST_ACTS + 1)
  const shown = kept.slice(-MOST_ACTS).filter((act) => act.at >= notBefore)
  const opened = shown.map((act) => openAct(keys, session, request, act))
  const acts = opened.filter((act) => act !== null)
  const { entryId } = await getStanding(tx, session.id, side)
  const last = acts.at(-1)
  const history: OwnHistory = {
    acts,
    lastStands: entryId !== null && last?.kind === 'entered' && last.entryId === entryId,
    withheld: kept.some((act) => act.at < notBefore),
    cut: kept.length > MOST_ACTS || acts.length < opened.length,
  }
  // Sealed before a key was lost: only what stands has to open, and it is the last.
  if (opened.at(-1) === null && entryId !== null) throw new MatcherError('standing-unreadable')

  const publicKey = bytesFromBase64url(request.publicKey)
  const named = { sessionId: session.id, seatId, requestId: idempotencyKey, publicKey }
  const sealed = base64urlFromBytes(await sealHistory(history, { ...named, side }))
  const { version } = session
  await addReveal(tx, { ...named, version, at, notBefore })
  return { kind: 'revealed', version, sealed }
}

/** Null for an entry whose envelope is erased, or was sealed to a key that is lost. */
function openAct(
  keys: Recipient,
  session: StoredSession,
  { side }: RevealRequest,
  act: SealedAct,
): OwnAct | null {
  if (act.kind !== 'entered') return act
  const { kind, at, entryId, step, envelope } = act
  if (envelope === null) return null
  const amountCents = openEnvelope(keys, envelope, bindingOf(session, side, { entryId, step }))
  return amountCents === null ? null : { kind, at, step, entryId, amountCents }
}
