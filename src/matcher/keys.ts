import { sealingSuite } from '../contract/sealing.ts'
import { DAY_MS, type Instant } from '../domain/deadlines.ts'
import type { SessionId } from '../domain/ids.ts'
import { MatcherError } from './matcher-error.ts'
import { type Recipient, recipientOf } from './open-sealed.ts'

/**
 * A UTC day, counted from 1970-01-01, whose key wraps private keys. Day 0 is that of the one key file that there was
 * before keys of the day.
 */
export type KeyDay = number

export function keyDayOf(now: Instant): KeyDay {
  return Math.floor(now / DAY_MS)
}

/**
 * The keys of the days, which lie outside the database. They keep private keys unreadable at rest; each wrapped key is
 * bound to its session.
 */
export type KeyStore = {
  /** Makes the day's key unless it is there. Several processes at once end up with one key. */
  make(day: KeyDay): Promise<void>
  wrap(day: KeyDay, sessionId: SessionId, privateKey: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
  /**
   * Rejects with `KeyLostError` if this can never be unwrapped again: the day's key is destroyed, or it was wrapped for
   * another session or under another key, or was changed. Any other error may pass.
   */
  unwrap(day: KeyDay, sessionId: SessionId, wrapped: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
  /** Whether the day's key is there, as far as a look tells. */
  has(day: KeyDay): Promise<boolean>
  /** The days whose keys are there. */
  listDays(): Promise<KeyDay[]>
  /** At once and for good: nothing wrapped under the day's key is ever unwrapped again. No error if it is gone. */
  destroy(day: KeyDay): Promise<void>
}

export class KeyLostError extends Error {
  override name = 'KeyLostError'
}

/** As it comes from a key store, or as the cause of what came of it. */
export function isKeyLost(error: unknown): boolean {
  return error instanceof KeyLostError || (error instanceof Error && error.cause instanceof KeyLostError)
}

export type NewSessionKeys = {
  readonly publicKey: Uint8Array<ArrayBuffer>
  readonly wrappedPrivateKey: Uint8Array
  readonly keyDay: KeyDay
}

/** A key pair for one session. The private half leaves here wrapped. */
export async function makeSessionKeys(
  keyStore: KeyStore,
  keyDay: KeyDay,
  sessionId: SessionId,
): Promise<NewSessionKeys> {
  const { kem } = sealingSuite
  const pair = await kem.generateKeyPair()
  const publicKey = new Uint8Array(await kem.serializePublicKey(pair.publicKey))
  const privateKey = new Uint8Array(await kem.serializePrivateKey(pair.privateKey))
  try {
    return { publicKey, wrappedPrivateKey: await keyStore.wrap(keyDay, sessionId, privateKey), keyDay }
  } finally {
    privateKey.fill(0)
  }
}

/** The session's key pair, for as long as one call needs it. */
export async function openSessionKeys(
  keyStore: KeyStore,
  session: {
    readonly id: SessionId
    readonly publicKey: Uint8Array
    readonly wrappedPrivateKey: Uint8Array | null
    readonly keyDay: KeyDay | null
  },
): Promise<Recipient> {
  const { id, keyDay, wrappedPrivateKey } = session
  if (wrappedPrivateKey === null || keyDay === null) throw new MatcherError('out-of-step')
  const privateKey = await unwrap(keyStore, keyDay, id, wrappedPrivateKey)
  try {
    return recipientOf(privateKey, session.publicKey)
  } finally {
    privateKey.fill(0)
  }
}

async function unwrap(
  keyStore: KeyStore,
  day: KeyDay,
  id: SessionId,
  wrapped: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await keyStore.unwrap(day, id, wrapped)
  } catch (cause) {
    throw new MatcherError('key-unreadable', { cause })
  }
}
