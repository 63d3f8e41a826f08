import type { Kysely } from 'kysely'
import type { Instant } from '../domain/deadlines.ts'
import type { SessionId } from '../domain/ids.ts'
import { type Part, writeAtOnce } from '../postgres/write-at-once.ts'
import type { MatcherClock } from './clock.ts'
import type { MatcherDatabase } from './database.ts'
import type { Draw } from './draw.ts'
import type { KeyUpkeep } from './key-upkeep.ts'
import { isKeyLost, type KeyStore } from './keys.ts'
import type { Marks } from './marks.ts'
import { MatcherError } from './matcher-error.ts'
import type { MatcherRecord } from './protocol.ts'
import { conditionOf, keepMark, markOf } from './session-condition.ts'
import {
  eraseEnvelopes,
  listRecords,
  lockSession,
  progressWrite,
  recordWrite,
  type StoredSession,
} from './store.ts'
import { inTransaction, type MatcherTx } from './transaction.ts'

export type MatcherParts = {
  readonly db: Kysely<MatcherDatabase>
  readonly keyStore: KeyStore
  readonly upkeep: KeyUpkeep
  readonly marks: Marks
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

/** The session has ended, and the store does not know it. */
export const HELD = { kind: 'held' } as const

/** More was answered than the store knows, or the session's key is lost. */
export const NUMBERS_LOST = { kind: 'numbers-lost' } as const

/** The answer to what was done before; null for what is new. Maybe with the clock, read under the session's lock. */
export type Looked<Repeat> = { readonly repeat: Repeat | null; readonly reading?: Instant }

/** A session under its lock, and the look at what was done before. */
export type Opened<Repeat> = { readonly session: StoredSession; look(): Promise<Looked<Repeat>> }

/** Takes the lock, and looks when it has it. */
export function lockAndLook<Repeat>(
  { sessionId }: Command,
  look: (tx: MatcherTx) => Promise<Looked<Repeat>>,
): (tx: MatcherTx) => Promise<Opened<Repeat>> {
  return async (tx) => ({ session: await lockSession(tx, sessionId), look: () => look(tx) })
}

type Common =
  | typeof CLOCK_DISAGREES
  | typeof HELD
  | typeof NUMBERS_LOST
  | { readonly kind: 'version-mismatch'; readonly version: number; readonly records: MatcherRecord[] }

type Answered = { readonly kind: string; readonly record?: MatcherRecord }

/**
 * The frame of every command, in one transaction under the session's lock: what was done before is answered first;
 * then a caller who has missed something is told what; only then `work` decides. The answer is given after the
 * commit, and after the mark that tells outside the database how far the session has come.
 */
export async function decide<Repeat extends Answered, Answer extends Answered>(
  parts: MatcherParts,
  command: Command,
  open: (tx: MatcherTx) => Promise<Opened<Repeat>>,
  work: (decision: Decision) => Promise<Answer>,
): Promise<Repeat | Answer | Common> {
  parts.marks.refresh()
  try {
    const { answer, session, mark } = await inTransaction(parts.db, async (tx) => {
      const { session, look } = await open(tx)
      const answer: Answered & (Repeat | Answer | Common) = await answerUnderLock(
        parts,
        { tx, session, command },
        look,
        work,
      )
      return { answer, session, mark: await markOf(tx, parts, session, answer.record ?? null) }
    })
    await keepMark(parts, session, mark)
    return answer
  } catch (error) {
    if (error instanceof MatcherError && isKeyLost(error)) return NUMBERS_LOST
    throw error
  }
}

async function answerUnderLock<Repeat, Answer>(
  parts: MatcherParts,
  { tx, session, command }: Omit<Decision, 'reading'>,
  look: Opened<Repeat>['look'],
  work: (decision: Decision) => Promise<Answer>,
): Promise<Repeat | Answer | Common> {
  const condition = conditionOf(session, parts.marks.find(session.id))
  if (condition === 'held') return HELD
  const { repeat, reading: looked } = await look()
  if (repeat !== null) return repeat
  const { version } = session
  if (version > command.version) {
    const records = await listRecords(tx, session.id, { after: command.version, upTo: version })
    return { kind: 'version-mismatch', version, records }
  }
  if (condition === 'numbers-lost' || version < command.version) return NUMBERS_LOST
  if (session.step === 'ended') throw new MatcherError('out-of-step')
  if (!mayRunAhead(session, command.clockOffsetMs)) return CLOCK_DISAGREES
  const now = await parts.clock(tx, looked)
  parts.upkeep.check(now)
  const reading = now + command.clockOffsetMs
  return work({ tx, session, reading, command })
}

/** Only a practice session's clock runs ahead, and never less far than before. */
export function mayRunAhead(session: StoredSession, clockOffsetMs: number): boolean {
  return clockOffsetMs >= session.clockOffsetMs && (session.isPractice || clockOffsetMs === 0)
}

/** What the operations themselves say of a record; the rest is the command's. */
export type NewRecord = Pick<MatcherRecord, 'operation' | 'side' | 'seatId' | 'entryId' | 'outcome'>
export type SealedEntry = { readonly envelope: Uint8Array; readonly envelopeSha256: Uint8Array }

/**
 * Keeps what was decided and moves the session forward. A deal or an end destroys the private key and every
 * envelope with it, the entry's own included. What the operation writes besides goes `alongside`.
 */
export async function record(
  decision: Decision,
  entry: NewRecord,
  sealed: SealedEntry | null = null,
  alongside: readonly Part<MatcherTx>[] = [],
) {
  const { tx, session, reading, command } = decision
  const version = session.version + 1
  const { idempotencyKey, at, clockOffsetMs } = command
  const kept: MatcherRecord = { version, ...entry, idempotencyKey, at }
  const step = stepAfter(session.step, entry)
  const hasEnded = step === 'ended'
  const { wrappedPrivateKey, keyDay } = hasEnded ? NO_KEY : session
  await writeAtOnce(tx, [
    ...alongside,
    recordWrite({
      sessionId: session.id,
      ...kept,
      envelope: hasEnded ? null : (sealed?.envelope ?? null),
      envelopeSha256: sealed?.envelopeSha256 ?? null,
      recordedAt: reading - clockOffsetMs,
    }),
    progressWrite({ id: session.id, version, step, clockOffsetMs, wrappedPrivateKey, keyDay }),
  ])
  if (hasEnded) await eraseEnvelopes(tx, session.id)
  return { kind: 'recorded', record: kept } as const
}

function stepAfter(step: StoredSession['step'], { operation, outcome }: NewRecord): StoredSession['step'] {
  if (outcome.kind === 'deal' || outcome.kind === 'ended') return 'ended'
  return operation === 'close-of-opening' ? 'adjustment' : step
}
