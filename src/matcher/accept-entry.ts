import { createHash } from 'node:crypto'
import { bytesFromBase64url } from '../contract/sealing-base64url.ts'
import { nextEntryAt } from '../domain/entry-limit.ts'
import { isWithinLimits } from '../domain/money.ts'
import { isCredibleForSeat } from './clock.ts'
import { dealNumberOf, openBoth } from './compare.ts'
import {
  CLOCK_DISAGREES,
  type Decision,
  decide,
  type MatcherParts,
  type Opened,
  record,
  type SealedEntry,
} from './decision.ts'
import { openSessionKeys } from './keys.ts'
import { MatcherError } from './matcher-error.ts'
import type { EntryRequest, EntryResponse, Outcome } from './protocol.ts'
import { assertSeat, bindingOf, sealedOf } from './standing.ts'
import {
  findRecordOfEntry,
  findRecordOfKey,
  lockForEntry,
  lockSeatForEntry,
  seatInstantWrite,
  standingWrite,
} from './store.ts'
import type { MatcherTx } from './transaction.ts'

const STEPS = { accept: 'opening', 'accept-and-compare': 'adjustment' } as const

/**
 * Checks a side's number and lets it stand; in adjustment compares it with what stands opposite. Both envelopes are
 * opened in either step and whatever stands, so that the work tells nothing.
 */
export function acceptEntry(
  parts: MatcherParts,
  operation: keyof typeof STEPS,
  request: EntryRequest,
): Promise<EntryResponse> {
  const envelope = bytesFromBase64url(request.envelope)
  const sealed: SealedEntry = { envelope, envelopeSha256: createHash('sha256').update(envelope).digest() }
  return decide(
    parts,
    request,
    (tx) => open(tx, request, sealed),
    (decision) => acceptNew(parts, operation, request, sealed, decision),
  )
}

type Repeat = Extract<EntryResponse, { kind: 'recorded' | 'entry-id-conflict' | 'idempotency-conflict' }>

async function open(tx: MatcherTx, request: EntryRequest, sealed: SealedEntry): Promise<Opened<Repeat>> {
  const { session, isKnown, reading } = await lockForEntry(tx, request)
  return {
    session,
    look: async () => ({ repeat: isKnown ? await findRepeat(tx, request, sealed) : null, reading }),
  }
}

async function findRepeat(
  tx: MatcherTx,
  request: EntryRequest,
  { envelopeSha256 }: SealedEntry,
): Promise<Repeat | null> {
  const { sessionId, entryId, seatId, idempotencyKey } = request
  const known = await findRecordOfEntry(tx, sessionId, entryId)
  if (known) {
    const isSame = known.record.seatId === seatId && known.envelopeSha256 !== null
    if (!isSame || Buffer.compare(known.envelopeSha256 ?? envelopeSha256, envelopeSha256) !== 0) {
      return { kind: 'entry-id-conflict' } as const
    }
    return { kind: 'recorded', record: known.record } as const
  }
  const ofKey = await findRecordOfKey(tx, sessionId, seatId, idempotencyKey)
  return ofKey && ({ kind: 'idempotency-conflict' } as const)
}

async function acceptNew(
  parts: MatcherParts,
  operation: keyof typeof STEPS,
  request: EntryRequest,
  sealed: SealedEntry,
  decision: Decision,
): Promise<EntryResponse> {
  const { tx, session, reading } = decision
  const { side, seatId, entryId, at } = request
  const step = STEPS[operation]
  assertSeat(session, request)
  if (session.step !== step) throw new MatcherError('out-of-step')
  const { lastAt, standing, latestEntriesAt } = await lockSeatForEntry(tx, request)
  if (!isCredibleForSeat(at, reading, lastAt)) return CLOCK_DISAGREES

  const keys = await openSessionKeys(parts.keyStore, session)
  const own = { envelope: sealed.envelope, binding: bindingOf(session, side, { entryId, step }) }
  const numbers = openBoth(keys, own, sealedOf(session, standing))
  if (numbers.own === null) return { kind: 'refused', code: 'envelope-unreadable' }
  if (!isWithinLimits(numbers.own)) return { kind: 'refused', code: 'number-out-of-range' }
  const nextPossibleAt = nextEntryAt(latestEntriesAt, at)
  if (nextPossibleAt !== null) return { kind: 'refused', code: 'entry-limit', nextPossibleAt }

  const bySide =
    side === 'plaintiff'
      ? { plaintiff: numbers.own, defendant: numbers.opposite }
      : { plaintiff: numbers.opposite, defendant: numbers.own }
  const dealNumber = step === 'opening' ? null : dealNumberOf(bySide, session.currency, parts.draw)
  const outcome: Outcome =
    dealNumber === null ? { kind: 'accepted' } : { kind: 'deal', dealNumberCents: dealNumber.toString() }
  const stands = { sessionId: session.id, side, entryId, step, envelope: sealed.envelope }
  return record(decision, { operation, side, seatId, entryId, outcome }, sealed, [
    standingWrite(stands),
    seatInstantWrite({ id: seatId, lastAt: at }),
  ])
}
