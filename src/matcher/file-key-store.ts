import { randomBytes } from 'node:crypto'
import { keptRandom } from './kept-random.ts'
import type { KeyStore } from './keys.ts'

const NONCE_BYTES = 12
const FORMAT_VERSION = 1

/**
 * Wraps under one key of 32 random bytes in `folder`, which is the matcher's alone (0700, the file 0600). The key
 * is made at the first start; several processes that start at once end up with the same one. Backups of the
 * database must not hold the folder.
 *
 * Rejects if the folder or the file can be read by others, or the file is not a key.
 */
export async function openFileKeyStore(folder: string): Promise<KeyStore> {
  const bytes = await keptRandom(folder, 'matcher.key')
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  bytes.fill(0)
  return aesKeyStore(key)
}

/**
 * AES-256-GCM under `key`, bound to the session. Wrapped: format version (1 byte), nonce (12), ciphertext and tag.
 */
function aesKeyStore(key: CryptoKey): KeyStore {
  const parameters = (sessionId: string, nonce: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv: nonce,
    additionalData: new TextEncoder().encode(sessionId),
  })
  return {
    async wrap(sessionId, privateKey) {
      const nonce = new Uint8Array(randomBytes(NONCE_BYTES))
      const sealed = await crypto.subtle.encrypt(parameters(sessionId, nonce), key, privateKey)
      return Uint8Array.of(FORMAT_VERSION, ...nonce, ...new Uint8Array(sealed))
    },
    async unwrap(sessionId, wrapped) {
      if (wrapped[0] !== FORMAT_VERSION) throw new Error('a wrapped key of an unknown format')
      const nonce = wrapped.slice(1, 1 + NONCE_BYTES)
      const sealed = wrapped.slice(1 + NONCE_BYTES)
      return new Uint8Array(await crypto.subtle.decrypt(parameters(sessionId, nonce), key, sealed))
    },
  }
}
