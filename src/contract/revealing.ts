import type { EntryId, SeatId, SessionId } from '../domain/ids.ts'
import type { Side } from '../domain/side.ts'
import { ENCAPSULATED_KEY_BYTES, encodeFields, sealingSuite } from './sealing.ts'

/*
 * How a side's own numbers come back to it: the matcher opens the side's envelopes and seals what they held, in one
 * piece, to a key that the browser made for this one request. HPKE as in `sealing.ts`, under another info.
 *
 * Sealed history: the encapsulated key (65 bytes), then the ciphertext of 2,568 bytes of plaintext and its tag (16).
 * Plaintext: format version 1 (1 byte), how many slots are used (1), flags (1), zeros (5); then 64 slots of 40 bytes,
 * the earliest act first: kind (1), entry id (16), instant (8, big-endian), amount in minor units (8), zeros (7).
 * What is not used is zero, so that the length tells nothing of what stands inside.
 */

/** What the seal binds a sealed history to: it opens for exactly this request and nothing else. */
export type RevealBinding = {
  readonly sessionId: SessionId
  readonly side: Side
  readonly seatId: SeatId
  /** The idempotency key of the request. */
  readonly requestId: string
}

/** One act of the side in the live session. */
export type OwnAct = {
  readonly at: number
} & (
  | {
      readonly kind: 'entered'
      readonly step: 'opening' | 'adjustment'
      readonly entryId: EntryId
      readonly amountCents: bigint
    }
  /** `voided`: by a change of lead or a lost key. */
  | { readonly kind: 'withdrawn' | 'voided' }
)

/** A side's own numbers in the live session, as far as they may be revealed. */
export type OwnHistory = {
  /** The earliest first; of more than fit, the latest. */
  readonly acts: readonly OwnAct[]
  /** Whether the entry that comes last stands. */
  readonly lastStands: boolean
  /** Whether acts before these are left out: because they lie before a change in the person's sign-in. */
  readonly withheld: boolean
  /** Whether acts before these are left out: because there are more than a sealed history holds. */
  readonly cut: boolean
}

export const MOST_ACTS = 64

const HEADER_BYTES = 8
const SLOT_BYTES = 40
const PLAINTEXT_BYTES = HEADER_BYTES + MOST_ACTS * SLOT_BYTES
const TAG_BYTES = 16
export const SEALED_HISTORY_BYTES = ENCAPSULATED_KEY_BYTES + PLAINTEXT_BYTES + TAG_BYTES

const FORMAT_VERSION = 1
const FLAGS = { lastStands: 1, withheld: 2, cut: 4 } as const
const KINDS = ['entered in opening', 'entered in adjustment', 'withdrawn', 'voided'] as const

const INFO = new TextEncoder().encode('backchannel revealed numbers v1')

/** A key pair for one request. The private half cannot be taken out of the browser, nor written anywhere. */
export async function makeRevealKeys(): Promise<{
  readonly keys: CryptoKeyPair
  readonly publicKey: Uint8Array
}> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  return { keys, publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey)) }
}

/**
 * Seals a history to the public key of one request. Rejects if the key is not a point of the curve, or there are more
 * than `MOST_ACTS` acts; the error carries no number.
 */
export async function sealHistory(
  history: OwnHistory,
  binding: RevealBinding & { readonly publicKey: Uint8Array },
): Promise<Uint8Array<ArrayBuffer>> {
  const recipientPublicKey = await sealingSuite.kem.deserializePublicKey(binding.publicKey)
  const plaintext = encodeHistory(history)
  try {
    const { enc, ct } = await sealingSuite.seal(
      { recipientPublicKey, info: INFO },
      plaintext,
      additionalData(binding),
    )
    const sealed = new Uint8Array(SEALED_HISTORY_BYTES)
    sealed.set(new Uint8Array(enc), 0)
    sealed.set(new Uint8Array(ct), ENCAPSULATED_KEY_BYTES)
    return sealed
  } finally {
    plaintext.fill(0)
  }
}

/** The history inside; null if it was not sealed to these keys for this request. */
export async function openHistory(
  keys: CryptoKeyPair,
  sealed: Uint8Array,
  binding: RevealBinding,
): Promise<OwnHistory | null> {
  const plaintext = await openBytes(keys, sealed, binding)
  if (plaintext === null) return null
  try {
    return decodeHistory(plaintext)
  } finally {
    plaintext.fill(0)
  }
}

async function openBytes(
  recipientKey: CryptoKeyPair,
  sealed: Uint8Array,
  binding: RevealBinding,
): Promise<Uint8Array | null> {
  try {
    const enc = sealed.slice(0, ENCAPSULATED_KEY_BYTES)
    const ciphertext = sealed.slice(ENCAPSULATED_KEY_BYTES)
    return new Uint8Array(
      await sealingSuite.open({ recipientKey, enc, info: INFO }, ciphertext, additionalData(binding)),
    )
  } catch {
    // No point of the curve, another key, another request, a turned bit: one answer for all.
    return null
  }
}

function additionalData({ sessionId, side, seatId, requestId }: RevealBinding): Uint8Array<ArrayBuffer> {
  return encodeFields([sessionId, side, seatId, requestId])
}

function encodeHistory({ acts, lastStands, withheld, cut }: OwnHistory): Uint8Array<ArrayBuffer> {
  if (acts.length > MOST_ACTS) throw new RangeError('more acts than a sealed history holds')
  const plaintext = new Uint8Array(PLAINTEXT_BYTES)
  plaintext[0] = FORMAT_VERSION
  plaintext[1] = acts.length
  plaintext[2] = (lastStands ? FLAGS.lastStands : 0) | (withheld ? FLAGS.withheld : 0) | (cut ? FLAGS.cut : 0)
  const view = new DataView(plaintext.buffer)
  for (const [index, act] of acts.entries()) {
    const offset = HEADER_BYTES + index * SLOT_BYTES
    plaintext[offset] = KINDS.indexOf(act.kind === 'entered' ? `entered in ${act.step}` : act.kind) + 1
    view.setBigUint64(offset + 17, BigInt(act.at))
    if (act.kind !== 'entered') continue
    plaintext.set(bytesOfId(act.entryId), offset + 1)
    view.setBigUint64(offset + 25, act.amountCents)
  }
  return plaintext
}

/** Null for bytes that `encodeHistory` never makes. */
function decodeHistory(plaintext: Uint8Array): OwnHistory | null {
  const [version, count = 0, flags = 0] = plaintext
  if (plaintext.length !== PLAINTEXT_BYTES || version !== FORMAT_VERSION || count > MOST_ACTS) return null
  const acts = Array.from({ length: count }, (_, index) =>
    decodeAct(plaintext, HEADER_BYTES + index * SLOT_BYTES),
  )
  if (acts.includes(null)) return null
  return {
    acts: acts.filter((act) => act !== null),
    lastStands: (flags & FLAGS.lastStands) !== 0,
    withheld: (flags & FLAGS.withheld) !== 0,
    cut: (flags & FLAGS.cut) !== 0,
  }
}

function decodeAct(plaintext: Uint8Array, offset: number): OwnAct | null {
  const view = new DataView(plaintext.buffer, plaintext.byteOffset)
  const at = Number(view.getBigUint64(offset + 17))
  const kind = KINDS[(plaintext[offset] ?? 0) - 1]
  switch (kind) {
    case undefined:
      return null
    case 'withdrawn':
    case 'voided':
      return { kind, at }
    default: {
      const step = kind === 'entered in opening' ? 'opening' : 'adjustment'
      const entryId = idOfBytes(plaintext.subarray(offset + 1, offset + 17))
      return { kind: 'entered', step, entryId, at, amountCents: view.getBigUint64(offset + 25) }
    }
  }
}

function bytesOfId(id: EntryId): Uint8Array {
  const pairs = id.replaceAll('-', '').match(/../g) ?? []
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16))
}

function idOfBytes(bytes: Uint8Array): EntryId {
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') as EntryId
}
