import { z } from 'zod'
import { sealedHistorySchema } from '../contract/reveal-schema.ts'
import { envelopeSchema, publicKeySchema } from '../contract/sealing-schema.ts'
import { MOST_OF_REASON } from '../contract/session-commands.ts'
import type { EntryId, SeatId, SessionId } from '../domain/ids.ts'
import { CURRENCY_CODES } from '../domain/money-currencies.ts'
import { SIDES } from '../domain/side.ts'

/*
 * What the web server may ask of the matcher, and all that it is told. Plain data only: the matcher is a process of
 * its own.
 *
 * The matcher keeps a version for each session, which grows by one with each record. A caller holds its own lock on
 * the session while it calls, and names the version that it knows. If the matcher knows another, nothing changes
 * and the answer brings the records that the caller lacks: it applies them, at their instants, and decides anew. So
 * a crash between answer and commit loses nothing.
 */

// In small letters, as the store gives them back: the seal binds the very characters.
const uuid = z.uuid().toLowerCase()
const sessionId = uuid.transform((id) => id as SessionId)
const seatId = uuid.transform((id) => id as SeatId)
const entryId = uuid.transform((id) => id as EntryId)
const side = z.enum(SIDES)
const instant = z.int().nonnegative()
const version = z.int().nonnegative()
const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,200}$/)
/** Kept with the end that it belongs to, so that no crash can part them. Both sides read it. */
const reason = z.string().min(1).max(MOST_OF_REASON)

export const OPERATIONS = [
  'accept',
  'accept-and-compare',
  'withdraw-or-void',
  'keep-out',
  'void-both',
  'close-of-opening',
  'end',
] as const

/** `dealNumberCents` is a decimal string of minor units. Nothing here tells an exact match from an overlap. */
export const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('accepted') }),
  z.strictObject({ kind: z.literal('withdrawn') }),
  z.strictObject({ kind: z.literal('voided') }),
  z.strictObject({ kind: z.literal('kept-out') }),
  /** With the session's new key pair: what was sealed to the one before opens no more. */
  z.strictObject({ kind: z.literal('both-voided'), publicKey: publicKeySchema }),
  z.strictObject({ kind: z.literal('no-deal') }),
  z.strictObject({ kind: z.literal('deal'), dealNumberCents: z.string().regex(/^[1-9]\d{2,12}$/) }),
  z.strictObject({ kind: z.literal('ended'), reason: reason.exactOptional() }),
])

/**
 * One decision of the matcher, committed before it was answered. Side and seat are null for the close of opening,
 * for what keeps out, and for an end that no side asked for. An entry that makes the deal has the outcome `deal`; the side named is the
 * mover. A `no-deal` at the close opens adjustment.
 */
export const recordSchema = z.strictObject({
  version,
  operation: z.enum(OPERATIONS),
  side: side.nullable(),
  seatId: seatId.nullable(),
  entryId: entryId.nullable(),
  idempotencyKey,
  at: instant,
  outcome: outcomeSchema,
})

/** What a session is from its beginning. */
const sessionShape = {
  sessionId,
  seats: z.strictObject({ plaintiff: seatId, defendant: seatId }),
  currency: z.enum(CURRENCY_CODES),
  practice: z.boolean(),
}

/** Repeating the call with the same content answers the same keys. */
export const openKeysRequestSchema = z.strictObject(sessionShape)

const command = {
  sessionId,
  version,
  /** The caller's instant, by the database's clock, read under the caller's lock. */
  at: instant,
  /** How far a practice session's clock runs ahead; 0 for every other session. */
  clockOffsetMs: z.int().nonnegative(),
  idempotencyKey,
}

/**
 * The envelope must have been sealed for the step of the operation: `accept` is opening, `accept-and-compare`
 * adjustment.
 */
export const entryRequestSchema = z.strictObject({
  ...command,
  side,
  seatId,
  entryId,
  envelope: envelopeSchema,
})

export const withdrawalRequestSchema = z.strictObject({
  ...command,
  side,
  seatId,
  /** `voided` when the seat's lead changes. */
  cause: z.enum(['withdrawn', 'voided']),
})

/**
 * The step is the caller's: a store that was restored may be a step behind. What the session is comes along for a store that
 * does not know it any more.
 */
export const voidBothRequestSchema = z.strictObject({
  ...command,
  ...sessionShape,
  step: z.enum(['opening', 'adjustment']),
})

export const keepOutRequestSchema = z.strictObject(command)

/** `at` is the instant of the close itself, however late it is processed. */
export const closeRequestSchema = z.strictObject(command)

/** `by` is null when the session ends by its deadline. */
export const endRequestSchema = z.strictObject({
  ...command,
  by: z.strictObject({ side, seatId, reason: reason.exactOptional() }).nullable(),
})

/**
 * The idempotency key names the request, which the answer is bound to; `publicKey` is its browser's. Acts of the seat
 * before `notBefore` are held back: the way in which the person signs in changed then.
 */
export const revealRequestSchema = z.strictObject({
  ...command,
  side,
  seatId,
  publicKey: publicKeySchema,
  notBefore: instant,
})

export const recordsSinceRequestSchema = z.strictObject({ sessionId, version })

/** `since` is by the database's clock; `after` is the last session of the answer before. */
export const sessionsSinceRequestSchema = z.strictObject({ since: instant, after: sessionId.nullable() })

export const sessionsAheadRequestSchema = z.strictObject({
  known: z.array(z.strictObject({ sessionId, version })).max(1_000),
})

/** Certainly nothing was recorded; the caller says `temporarily-unavailable`. */
const unavailable = z.strictObject({ kind: z.literal('unavailable') })
/** It may have been recorded; asking again under the same key tells. */
const outcomeUnknown = z.strictObject({ kind: z.literal('outcome-unknown') })
/**
 * Done, and kept; or a repeat of what was done before, with the record of then. A record whose version is not the
 * one after the caller's was known to the caller already (lower) or waits behind others that it must fetch first
 * (higher).
 */
const recorded = z.strictObject({ kind: z.literal('recorded'), record: recordSchema })
/** The matcher is at `version`, after the caller's; `records` are those between. */
const versionMismatch = z.strictObject({
  kind: z.literal('version-mismatch'),
  version,
  records: z.array(recordSchema),
})
/**
 * The session has ended, as the marks beside the keys tell, and the matcher's store, restored from an older copy, does not
 * know it: nothing more is done with it.
 */
const held = z.strictObject({ kind: z.literal('held') })
/**
 * More was answered than the matcher's store knows, for it was restored from an older copy; or the session's key is lost.
 * The caller has both numbers voided before anything else.
 */
const numbersLost = z.strictObject({ kind: z.literal('numbers-lost') })
/** The caller's instant decreases for the seat, or is more than 5 s from the matcher's reading of the clock. */
const clockDisagrees = z.strictObject({ kind: z.literal('refused'), code: z.literal('clock-disagrees') })
/** The key, or the entry id, is known with other content. */
const idempotencyConflict = z.strictObject({ kind: z.literal('idempotency-conflict') })

export const openKeysResponseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), publicKey: publicKeySchema, version }),
  /** The session has keys, for other seats, another currency or another kind of session. */
  z.strictObject({ kind: z.literal('session-conflict') }),
  unavailable,
  outcomeUnknown,
])

export const entryResponseSchema = z.union([
  recorded,
  versionMismatch,
  held,
  numbersLost,
  clockDisagrees,
  z.strictObject({
    kind: z.literal('refused'),
    code: z.enum(['envelope-unreadable', 'number-out-of-range']),
  }),
  z.strictObject({ kind: z.literal('refused'), code: z.literal('entry-limit'), nextPossibleAt: instant }),
  z.strictObject({ kind: z.literal('entry-id-conflict') }),
  idempotencyConflict,
  unavailable,
  outcomeUnknown,
])

/** Of `withdrawOrVoid`, `keepOut`, `voidBoth`, `closeOfOpening` and `end`. */
export const commandResponseSchema = z.union([
  recorded,
  versionMismatch,
  held,
  numbersLost,
  clockDisagrees,
  idempotencyConflict,
  unavailable,
  outcomeUnknown,
])

/** `idempotency-conflict`: the request was answered before; its answer is kept nowhere, and a new one has to be made. */
export const revealResponseSchema = z.union([
  z.strictObject({ kind: z.literal('revealed'), version, sealed: sealedHistorySchema }),
  versionMismatch,
  held,
  numbersLost,
  clockDisagrees,
  z.strictObject({ kind: z.literal('refused'), code: z.literal('reveal-limit'), nextPossibleAt: instant }),
  idempotencyConflict,
  unavailable,
  outcomeUnknown,
])

export const recordsSinceResponseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('records'), version, records: z.array(recordSchema) }),
  /** Both numbers are to be voided, once these are known. */
  z.strictObject({ kind: z.literal('numbers-lost'), version, records: z.array(recordSchema) }),
  held,
  unavailable,
])

export const sessionsAheadResponseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ahead'), sessionIds: z.array(sessionId) }),
  unavailable,
])

export const sessionsSinceResponseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sessions'), sessions: z.array(z.strictObject({ sessionId, version })) }),
  unavailable,
])

export type Outcome = z.output<typeof outcomeSchema>
export type MatcherRecord = z.output<typeof recordSchema>
export type OpenKeysRequest = z.output<typeof openKeysRequestSchema>
export type EntryRequest = z.output<typeof entryRequestSchema>
export type WithdrawalRequest = z.output<typeof withdrawalRequestSchema>
export type VoidBothRequest = z.output<typeof voidBothRequestSchema>
export type KeepOutRequest = z.output<typeof keepOutRequestSchema>
export type CloseRequest = z.output<typeof closeRequestSchema>
export type EndRequest = z.output<typeof endRequestSchema>
export type RevealRequest = z.output<typeof revealRequestSchema>
export type RecordsSinceRequest = z.output<typeof recordsSinceRequestSchema>
export type SessionsAheadRequest = z.output<typeof sessionsAheadRequestSchema>
export type SessionsSinceRequest = z.output<typeof sessionsSinceRequestSchema>
export type OpenKeysResponse = z.output<typeof openKeysResponseSchema>
export type EntryResponse = z.output<typeof entryResponseSchema>
export type CommandResponse = z.output<typeof commandResponseSchema>
export type RevealResponse = z.output<typeof revealResponseSchema>
export type RecordsSinceResponse = z.output<typeof recordsSinceResponseSchema>
export type SessionsAheadResponse = z.output<typeof sessionsAheadResponseSchema>
export type SessionsSinceResponse = z.output<typeof sessionsSinceResponseSchema>

/**
 * Never throws for trouble in the matcher's own house: that is `unavailable` or `outcome-unknown`. The last record
 * of a session is a deal or an end; with it the session's private key and all its envelopes are gone.
 */
export interface Matcher {
  /**
   * Makes the session's key pair, when the session is proposed. The currency and the seats stay as they are from
   * here on.
   */
  openKeys(request: OpenKeysRequest): Promise<OpenKeysResponse>
  /** Opening: checks the number and keeps it; compares nothing. */
  accept(request: EntryRequest): Promise<EntryResponse>
  /** Adjustment: checks the number, keeps it, and compares it with what stands opposite. */
  acceptAndCompare(request: EntryRequest): Promise<EntryResponse>
  /**
   * The seat's standing number stands no more. A caller who withdraws knows that one stands; to void, none has to: what
   * the seat has under way is refused from here on, by its version.
   */
  withdrawOrVoid(request: WithdrawalRequest): Promise<CommandResponse>
  /**
   * Takes a version, and changes nothing else: an end at the deadline that is still under way is refused by it. For what
   * puts the deadline off without the matcher.
   */
  keepOut(request: KeepOutRequest): Promise<CommandResponse>
  /**
   * After `numbers-lost`, and then alone: no number stands any more on either side, and the session has new keys. The
   * version passes over all that was answered before.
   */
  voidBoth(request: VoidBothRequest): Promise<CommandResponse>
  /** Compares the standing numbers, once; without a deal adjustment begins. */
  closeOfOpening(request: CloseRequest): Promise<CommandResponse>
  /** Ends the session without a deal. */
  end(request: EndRequest): Promise<CommandResponse>
  /** The seat's own numbers of the live session, sealed to its browser's key: nothing of the session changes. */
  reveal(request: RevealRequest): Promise<RevealResponse>
  /** What a caller at `version` has missed, in order. */
  recordsSince(request: RecordsSinceRequest): Promise<RecordsSinceResponse>
  /**
   * Of the sessions that a caller names with the versions it knows, those that have records since, are held, or whose
   * numbers are lost.
   */
  sessionsAhead(request: SessionsAheadRequest): Promise<SessionsAheadResponse>
  /** The sessions of which anything was recorded from an instant on, by their ids, each with its latest version; some at a time. */
  sessionsSince(request: SessionsSinceRequest): Promise<SessionsSinceResponse>
}

/** `close()` lets go of what the matcher, or the way to it, holds open. */
export type OpenMatcher = Matcher & { close(): Promise<void> }
