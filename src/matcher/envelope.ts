import {
  additionalDataOf,
  decodeNumber,
  ENCAPSULATED_KEY_BYTES,
  SEALING_INFO,
  type SealBinding,
  sealNumber,
} from '../contract/sealing.ts'
import type { EntryId } from '../domain/ids.ts'
import { type Recipient, sealedOpener } from './open-sealed.ts'

/** Binds the dummies: not a UUID, so that no entry can have it. */
export const DUMMY_ENTRY_ID = 'dummy' as EntryId

/**
 * What no number can be, and what matches none: beyond every offer for a demand, below every demand for an offer.
 */
const SENTINELS = { plaintiff: 2n ** 64n - 1n, defendant: 0n } as const

const open = sealedOpener(SEALING_INFO)

/** The number inside, of whatever size; null if the envelope was not sealed to these keys for this binding. */
export function openEnvelope(keys: Recipient, envelope: Uint8Array, binding: SealBinding): bigint | null {
  const plaintext = openBytes(keys, envelope, binding)
  if (plaintext === null) return null
  try {
    return decodeNumber(plaintext)
  } finally {
    plaintext.fill(0)
  }
}

function openBytes(keys: Recipient, envelope: Uint8Array, binding: SealBinding): Uint8Array | null {
  const encapsulated = envelope.subarray(0, ENCAPSULATED_KEY_BYTES)
  const ciphertext = envelope.subarray(ENCAPSULATED_KEY_BYTES)
  try {
    return open(keys, { encapsulated, ciphertext, additionalData: additionalDataOf(binding) })
  } catch {
    // No point of the curve, another key, another binding, a turned bit: one answer for all.
    return null
  }
}

/**
 * Stands where nothing stands, made like a number's envelope, so that every call opens as many and learns as little
 * from time.
 */
export function sealDummy(
  publicKey: Uint8Array,
  binding: Omit<SealBinding, 'entryId'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const amountCents = SENTINELS[binding.side]
  return sealNumber({ ...binding, entryId: DUMMY_ENTRY_ID, publicKey, amountCents })
}
