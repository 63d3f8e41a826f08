import { createDecipheriv, createECDH, createHmac, type ECDH } from 'node:crypto'

/*
 * The receiving end of HPKE (RFC 9180) in base mode, for the suite of `contract/sealing.ts` alone: DHKEM(P-256,
 * HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Over Node's own primitives, one after the other: WebCrypto, by which
 * `@hpke/core` works, takes each of a dozen steps through a queue of threads and costs several times as much.
 */

/** Opens what was sealed to one key pair. */
export type Recipient = { readonly publicKey: Uint8Array; readonly agreement: ECDH }

/** Of a private key of 32 bytes, which the caller may erase after this, and its public key of 65. */
export function recipientOf(privateKey: Uint8Array, publicKey: Uint8Array): Recipient {
  const agreement = createECDH('prime256v1')
  agreement.setPrivateKey(privateKey)
  return { publicKey, agreement }
}

export type SealedBytes = {
  /** The sender's key for this one message, 65 bytes. */
  readonly encapsulated: Uint8Array
  /** With its tag. */
  readonly ciphertext: Uint8Array
  readonly additionalData: Uint8Array
}

export type OpenSealed = (recipient: Recipient, sealed: SealedBytes) => Uint8Array

const KEM_SUITE = Buffer.concat([Buffer.from('KEM'), Uint8Array.of(0, 0x10)])
const SUITE = Buffer.concat([Buffer.from('HPKE'), Uint8Array.of(0, 0x10, 0, 1, 0, 2)])
const UNCOMPRESSED_POINT = 4
const POINT_BYTES = 65
const HASH_BYTES = 32
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const NO_SALT = new Uint8Array(HASH_BYTES)

/**
 * For messages sealed under one `info`. Throws on whatever was not sealed to the recipient, for this, with these
 * additional data.
 */
export function sealedOpener(info: Uint8Array): OpenSealed {
  const baseMode = Uint8Array.of(0)
  const noPskId = labeledExtract(SUITE, NO_SALT, 'psk_id_hash', new Uint8Array())
  const context = Buffer.concat([baseMode, noPskId, labeledExtract(SUITE, NO_SALT, 'info_hash', info)])

  return ({ publicKey, agreement }, { encapsulated, ciphertext, additionalData }) => {
    // The suite knows this one form of a point; Node would take others.
    if (encapsulated.length !== POINT_BYTES || encapsulated[0] !== UNCOMPRESSED_POINT) {
      throw new Error('not a key of this suite')
    }
    // Refuses what is no point of the curve; all others are of its one order.
    const agreed = agreement.computeSecret(encapsulated)
    const extracted = labeledExtract(KEM_SUITE, NO_SALT, 'eae_prk', agreed)
    const ofBoth = Buffer.concat([encapsulated, publicKey])
    const shared = labeledExpand(KEM_SUITE, extracted, 'shared_secret', ofBoth, HASH_BYTES)
    const secret = labeledExtract(SUITE, shared, 'secret', new Uint8Array())
    const key = labeledExpand(SUITE, secret, 'key', context, KEY_BYTES)
    const nonce = labeledExpand(SUITE, secret, 'base_nonce', context, NONCE_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    for (const used of [agreed, extracted, shared, secret, key]) used.fill(0)
    decipher.setAAD(additionalData)
    decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES))
    const plaintext = decipher.update(ciphertext.subarray(0, -TAG_BYTES))
    decipher.final()
    return plaintext
  }
}

/** RFC 9180, section 4: `suite` keeps the steps of one suite from those of another. */
function labeledExtract(suite: Uint8Array, salt: Uint8Array, label: string, material: Uint8Array): Buffer {
  return hmac(salt, Buffer.from('HPKE-v1'), suite, Buffer.from(label), material)
}

/** One block of HKDF-SHA256 is as long as anything here. */
function labeledExpand(
  suite: Uint8Array,
  pseudorandomKey: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
): Buffer {
  const head = Buffer.concat([Uint8Array.of(0, length), Buffer.from('HPKE-v1'), suite, Buffer.from(label)])
  return hmac(pseudorandomKey, head, info, Uint8Array.of(1)).subarray(0, length)
}

function hmac(key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  const mac = createHmac('sha256', key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}
