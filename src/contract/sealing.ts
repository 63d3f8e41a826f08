import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import type { EntryId, SeatId, SessionId } from '../domain/ids.ts'
import type { Currency } from '../domain/money-currencies.ts'
import type { Side } from '../domain/side.ts'

/*
 * The format in which a number travels: HPKE (RFC 9180) in base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM. P-256, because every browser's WebCrypto has it. The browser seals, the matcher opens; what lies
 * between sees bytes of one constant length.
 *
 * Envelope: the encapsulated key (65 bytes), then the ciphertext of 32 bytes of plaintext and its tag (48 bytes).
 * Plaintext: format version 1 (1 byte), the amount in minor units (8 bytes, big-endian), zeros (23 bytes).
 *
 * Base mode does not authenticate the sender: who can write to the matcher can seal a number of their own making.
 */

/** What the seal binds a number to: an envelope opens for exactly this and nothing else. */
export type SealBinding = {
  readonly sessionId: SessionId
  readonly side: Side
  readonly seatId: SeatId
  readonly entryId: EntryId
  readonly currency: Currency
  /** The step for which the figure that can bind was confirmed. */
  readonly step: 'opening' | 'adjustment'
}

export const ENCAPSULATED_KEY_BYTES = 65
export const ENVELOPE_BYTES = ENCAPSULATED_KEY_BYTES + 48
export const PUBLIC_KEY_BYTES = 65

const PLAINTEXT_BYTES = 32
const FORMAT_VERSION = 1
const AMOUNT_OFFSET = 1
const PADDING_OFFSET = 9
const MOST_IN_8_BYTES = 2n ** 64n - 1n

/** Shared by the two ends; the matcher's end stands in `src/matcher`, so that no page carries it. */
export const sealingSuite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

export const SEALING_INFO = new TextEncoder().encode('backchannel sealed number v1')

/**
 * Seals a number to the session's public key (65 bytes, as `bytesFromBase64url` reads it). Rejects if the key is
 * not a point of the curve; the error carries no number. Range is not checked here: the form does, and the matcher
 * again.
 */
export async function sealNumber(
  request: SealBinding & { readonly publicKey: Uint8Array; readonly amountCents: bigint },
): Promise<Uint8Array<ArrayBuffer>> {
  const recipientPublicKey = await sealingSuite.kem.deserializePublicKey(request.publicKey)
  const plaintext = encodeNumber(request.amountCents)
  try {
    const { enc, ct } = await sealingSuite.seal(
      { recipientPublicKey, info: SEALING_INFO },
      plaintext,
      additionalDataOf(request),
    )
    const envelope = new Uint8Array(ENVELOPE_BYTES)
    envelope.set(new Uint8Array(enc), 0)
    envelope.set(new Uint8Array(ct), ENCAPSULATED_KEY_BYTES)
    return envelope
  } finally {
    plaintext.fill(0)
  }
}

export function additionalDataOf(binding: SealBinding): Uint8Array<ArrayBuffer> {
  const { sessionId, side, seatId, entryId, currency, step } = binding
  return encodeFields([sessionId, side, seatId, entryId, currency, step])
}

/** Each field as its length in bytes (2, big-endian) and its UTF-8, in order: no two lists share an encoding. */
export function encodeFields(fields: readonly string[]): Uint8Array<ArrayBuffer> {
  const encoded = fields.map((field) => new TextEncoder().encode(field))
  const bytes = new Uint8Array(encoded.reduce((length, field) => length + 2 + field.length, 0))
  let offset = 0
  for (const field of encoded) {
    bytes.set([field.length >> 8, field.length & 0xff], offset)
    bytes.set(field, offset + 2)
    offset += 2 + field.length
  }
  return bytes
}

export function encodeNumber(amountCents: bigint): Uint8Array<ArrayBuffer> {
  if (amountCents < 0n || amountCents > MOST_IN_8_BYTES)
    throw new RangeError('the amount does not fit the sealing format')
  const plaintext = new Uint8Array(PLAINTEXT_BYTES)
  plaintext[0] = FORMAT_VERSION
  new DataView(plaintext.buffer).setBigUint64(AMOUNT_OFFSET, amountCents)
  return plaintext
}

/** Null for bytes that `encodeNumber` never makes. */
export function decodeNumber(plaintext: Uint8Array): bigint | null {
  if (plaintext.length !== PLAINTEXT_BYTES || plaintext[0] !== FORMAT_VERSION) return null
  if (plaintext.subarray(PADDING_OFFSET).some((byte) => byte !== 0)) return null
  return new DataView(plaintext.buffer, plaintext.byteOffset).getBigUint64(AMOUNT_OFFSET)
}
