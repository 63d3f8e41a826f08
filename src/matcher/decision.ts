import type { Kysely } from 'kysely'
import type { Instant } from '../domain/deadlines.ts'
import type { SessionId } from '../domain/ids.ts'
import type { MatcherClock } from './clock.ts'
import type { MatcherDatabase } from './database.ts'
import type { Draw } from './draw.ts'
import type { KeyUpkeep } from './key-upkeep.ts'
import type { KeyStore } from './keys.ts'
import { MatcherError } from './matcher-error.ts'
import type { MatcherRecord } from './protocol.ts'
import {
  addRecord,
  eraseEnvelopes,
  listRecords,
  lockSession,
  type StoredSession,
  setSessionProgress,
} from './store.ts'
import { inTransaction, type MatcherTx } from './transaction.ts'

export type MatcherParts = {
  readonly db: Kysely<MatcherDatabase>
  readonly keyStore: KeyStore
  readonly upkeep: KeyUpkeep
  readonly clock: MatcherClock
  readonly draw: Draw
}

export type Command = {
  readonly sessionId: SessionId
  readonly version: number
  readonly at: Instant
  readonly clockOffsetMs: number
  readonly idempotencyKey: string
}

/** The session as locked, and the clock as read after the lock, a practice session's offset included. */
export type Decision = {
  readonly tx: MatcherTx
  readonly session: StoredSession
  readonly reading: Instant
  readonly command: Command
}

const NO_KEY = { wrappedPrivateKey: null, keyDay: null } as const

export const CLOCK_DISAGREES = { kind: 'refused', code: 'clock-disagrees' } as const

type Common =
  | typeof CLOCK_DISAGREES
  | { readonly kind: 'version-mismatch'; readonly version: number; readonly records: MatcherRecord[] }

/**
 * The frame of every command, in one transaction under the session's lock: what was done before is answered first;
 * then a caller who has missed something is told what; only then `work` decides. The answer is given after the
 * commit.
 */
export function decide<Repeat, Answer>(
  parts: MatcherParts,
  command: Command,
  findRepeat: (tx: MatcherTx) => Promise<Repeat | null>,
  work: (decision: Decision) => Promise<Answer>,
): Promise<Repeat | Answer | Common> {
  return inTransaction(parts.db, async (tx) => {
    const session = await lockSession(tx, command.sessionId)
    const repeat = await findRepeat(tx)
    if (repeat !== null) return repeat
    const { version } = session
    if (version !== command.version) {
      const records = await listRecords(tx, session.id, { after: command.version, upTo: version })
      return { kind: 'version-mismatch', version, records }
    }
    if (session.step === 'ended') throw new MatcherError('out-of-step')
    if (!mayRunAhead(session, command.clockOffsetMs)) return CLOCK_DISAGREES
    const now = await parts.clock(tx)
    parts.upkeep.check(now)
    const reading = now + command.clockOffsetMs
    return work({ tx, session, reading, command })
  })
}

/** Only a practice session's clock runs ahead, and never less far than before. */
function mayRunAhead(session: StoredSession, clockOffsetMs: number): boolean {
  return clockOffsetMs >= session.clockOffsetMs && (session.isPractice || clockOffsetMs === 0)
}

/** What the operations themselves say of a record; the rest is the command's. */
export type NewRecord = Pick<MatcherRecord, 'operation' | 'side' | 'seatId' | 'entryId' | 'outcome'>
export type SealedEntry = { readonly envelope: Uint8Array; readonly envelopeSha256: Uint8Array }

/**
 * Keeps what was decided and moves the session forward. A deal or an end destroys the private key and every
 * envelope with it, the entry's own included.
 */
export async function record(decision: Decision, entry: NewRecord, sealed: SealedEntry | null = null) {
  const { tx, session, command } = decision
  const version = session.version + 1
  const { idempotencyKey, at, clockOffsetMs } = command
  const kept: MatcherRecord = { version, ...entry, idempotencyKey, at }
  const step = stepAfter(session.step, entry)
  const hasEnded = step === 'ended'
  await addRecord(tx, session.id, kept, {
    envelope: hasEnded ? null : (sealed?.envelope ?? null),
    envelopeSha256: sealed?.envelopeSha256 ?? null,
  })
  const { wrappedPrivateKey, keyDay } = hasEnded ? NO_KEY : session
  await setSessionProgress(tx, session.id, { version, step, clockOffsetMs, wrappedPrivateKey, keyDay })
  if (hasEnded) await eraseEnvelopes(tx, session.id)
  return { kind: 'recorded', record: kept } as const
}

function stepAfter(step: StoredSession['step'], { operation, outcome }: NewRecord): StoredSession['step'] {
  if (outcome.kind === 'deal' || outcome.kind === 'ended') return 'ended'
  return operation === 'close-of-opening' ? 'adjustment' : step
}
