import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { open, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { DAY_MS } from '../domain/deadlines.ts'
import { findKeptRandom, keptRandom, makePrivateFolder } from './kept-random.ts'
import { type KeyDay, KeyLostError, type KeyStore } from './keys.ts'
import { syncFolder } from './sync-folder.ts'

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const FORMAT_VERSION = 1

/** Of installations older than keys of the day. */
const FIRST_KEY_FILE = 'matcher.key'
const DAY_FILE = /^day-(\d{4}-\d\d-\d\d)\.key$/

/**
 * A key of the day is a file of 32 random bytes in `folder`, which is the matcher's alone (0700, the files 0600), and
 * which several matchers on one machine may share. What is wrapped: format version (1 byte), nonce (12), ciphertext and tag
 * of AES-256-GCM, bound to the session. Backups must not hold the folder.
 *
 * Rejects if the folder can be read by others.
 */
export async function openFileKeyStore(folder: string): Promise<KeyStore> {
  await makePrivateFolder(folder)
  const opened = new Map<KeyDay, KeyObject>()

  function imported(day: KeyDay, bytes: Buffer): KeyObject {
    const key = createSecretKey(bytes)
    bytes.fill(0)
    opened.set(day, key)
    return key
  }
  const made = async (day: KeyDay) => opened.get(day) ?? imported(day, await keptRandom(folder, fileOf(day)))

  /** Another process may have made it, or destroyed it. */
  async function found(day: KeyDay): Promise<KeyObject> {
    const known = opened.get(day)
    if (known) return known
    const bytes = await findKeptRandom(folder, fileOf(day))
    if (bytes) return imported(day, bytes)
    // A folder with no key at all is not mounted, or another one: that may pass.
    if ((await listDays()).length === 0) throw new Error(`${folder} holds no key`)
    throw new KeyLostError(`${fileOf(day)} is gone`)
  }

  async function listDays(): Promise<KeyDay[]> {
    const days = (await readdir(folder)).flatMap((name) => dayOf(name) ?? [])
    // What another process has destroyed is not kept in memory either.
    for (const day of opened.keys()) if (!days.includes(day)) opened.delete(day)
    return days
  }

  return {
    async make(day) {
      await made(day)
    },
    async wrap(day, sessionId, privateKey) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(ALGORITHM, await made(day), nonce)
      cipher.setAAD(Buffer.from(sessionId))
      const sealed = [cipher.update(privateKey), cipher.final(), cipher.getAuthTag()]
      return new Uint8Array(Buffer.concat([Uint8Array.of(FORMAT_VERSION), nonce, ...sealed]))
    },
    async unwrap(day, sessionId, wrapped) {
      const key = await found(day)
      if (wrapped[0] !== FORMAT_VERSION) throw new KeyLostError('a wrapped key of an unknown format')
      const nonce = wrapped.subarray(1, 1 + NONCE_BYTES)
      try {
        const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
        decipher.setAAD(Buffer.from(sessionId))
        decipher.setAuthTag(wrapped.subarray(-TAG_BYTES))
        const privateKey = decipher.update(wrapped.subarray(1 + NONCE_BYTES, -TAG_BYTES))
        decipher.final()
        return new Uint8Array(privateKey.buffer, privateKey.byteOffset, privateKey.length)
      } catch (cause) {
        throw new KeyLostError('not wrapped under this key for this session', { cause })
      }
    },
    async has(day) {
      return opened.has(day) || (await listDays()).includes(day)
    },
    listDays,
    async destroy(day) {
      opened.delete(day)
      await destroyFile(folder, fileOf(day))
    },
  }
}

function fileOf(day: KeyDay): string {
  return day === 0 ? FIRST_KEY_FILE : `day-${new Date(day * DAY_MS).toISOString().slice(0, 10)}.key`
}

function dayOf(file: string): KeyDay | null {
  if (file === FIRST_KEY_FILE) return 0
  const date = DAY_FILE.exec(file)?.[1]
  return date === undefined ? null : Date.parse(date) / DAY_MS
}

/**
 * Overwritten and then removed, both down to the disk. A file system that writes elsewhere than over the old bytes, keeps
 * snapshots, or lies on flash that levels its wear may still hold them: see the threat model.
 */
async function destroyFile(folder: string, name: string): Promise<void> {
  const file = join(folder, name)
  try {
    const handle = await open(file, 'r+')
    try {
      const { size } = await handle.stat()
      await handle.write(randomBytes(size), 0, size, 0)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await unlink(file)
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  await syncFolder(folder)
}
