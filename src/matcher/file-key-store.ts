import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { KeyStore } from './keys.ts'

const KEY_BYTES = 32
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
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await assertPrivate(folder)
  const file = join(folder, 'matcher.key')
  await makeKeyFile(file)
  await assertPrivate(file)
  const bytes = await readFile(file)
  if (bytes.length !== KEY_BYTES)
    throw new Error(`${file} is not a key of the matcher: ${bytes.length} bytes`)
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

/** The file appears whole or not at all, and the first process to link it wins. */
async function makeKeyFile(file: string): Promise<void> {
  if (existsSync(file)) return
  const draft = `${file}.${randomBytes(8).toString('hex')}`
  try {
    await writeKey(draft)
    await link(draft, file)
    await syncFolder(dirname(file))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function writeKey(file: string): Promise<void> {
  const bytes = randomBytes(KEY_BYTES)
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    bytes.fill(0)
    await handle.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}

async function assertPrivate(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const { mode } = await stat(path)
  if ((mode & 0o077) !== 0)
    throw new Error(`${path} can be read by others: take their rights away (chmod go= ${path})`)
}
