import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionId } from '../domain/ids.ts'
import { openFileKeyStore } from './file-key-store.ts'
import { KeyLostError, keyDayOf } from './keys.ts'

let parent: string
let folder: string
const sessionId = randomUUID() as string as SessionId
const privateKey = () => new Uint8Array(randomBytes(32))
const DAY = keyDayOf(Date.UTC(2026, 0, 5, 23, 59, 59, 999))
const FILE = 'day-2026-01-05.key'

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'backchannel-key-store-'))
  folder = join(parent, 'keys')
})
afterEach(() => rm(parent, { recursive: true }))

test('makes a key of the day at its first use, and unwraps with it after the next start', async () => {
  const key = privateKey()
  const wrapped = await (await openFileKeyStore(folder)).wrap(DAY, sessionId, key)
  expect(Buffer.from(wrapped).includes(Buffer.from(key))).toBe(false)
  expect(await (await openFileKeyStore(folder)).unwrap(DAY, sessionId, wrapped)).toEqual(key)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect((await stat(join(folder, FILE))).mode & 0o777).toBe(0o600)
})

test('used many times at once for the first time, it ends up with one key, and leaves nothing else behind', async () => {
  const stores = await Promise.all(Array.from({ length: 8 }, () => openFileKeyStore(folder)))
  const key = privateKey()
  const wrapped = await Promise.all(stores.map((store) => store.wrap(DAY, sessionId, key)))
  for (const store of stores) {
    for (const each of wrapped) expect(await store.unwrap(DAY, sessionId, each)).toEqual(key)
  }
  expect(await readdir(folder)).toEqual([FILE])
})

test('what was wrapped opens for its own session alone, unchanged, under the key of its own day', async () => {
  const store = await openFileKeyStore(folder)
  const wrapped = await store.wrap(DAY, sessionId, privateKey())
  await expect(store.unwrap(DAY, randomUUID() as string as SessionId, wrapped)).rejects.toThrow(KeyLostError)
  for (const index of wrapped.keys()) {
    const turned = wrapped.with(index, (wrapped[index] ?? 0) ^ 1)
    await expect(store.unwrap(DAY, sessionId, turned)).rejects.toThrow(KeyLostError)
  }
  await store.make(DAY + 1)
  await expect(store.unwrap(DAY + 1, sessionId, wrapped)).rejects.toThrow(KeyLostError)
  const other = await openFileKeyStore(join(parent, 'other'))
  await other.make(DAY)
  await expect(other.unwrap(DAY, sessionId, wrapped)).rejects.toThrow(KeyLostError)
})

test('the same key is wrapped differently each time', async () => {
  const store = await openFileKeyStore(folder)
  const key = privateKey()
  expect(await store.wrap(DAY, sessionId, key)).not.toEqual(await store.wrap(DAY, sessionId, key))
})

test('once destroyed, a key opens nothing for any process, and its file holds it no more', async () => {
  const [store, other] = [await openFileKeyStore(folder), await openFileKeyStore(folder)]
  const wrapped = await store.wrap(DAY, sessionId, privateKey())
  await store.make(DAY + 1)
  await other.unwrap(DAY, sessionId, wrapped)
  // Held open, as by whoever copies it: the bytes themselves are overwritten.
  const bytes = await readFile(join(folder, FILE))
  const held = await open(join(folder, FILE), 'r')
  await store.destroy(DAY)
  const after = await held.readFile()
  await held.close()
  expect(after.length).toBe(bytes.length)
  expect(after).not.toEqual(bytes)
  expect(await readdir(folder)).toEqual(['day-2026-01-06.key'])
  await expect(store.unwrap(DAY, sessionId, wrapped)).rejects.toThrow(KeyLostError)
  expect(await other.listDays()).toEqual([DAY + 1])
  await expect(other.unwrap(DAY, sessionId, wrapped)).rejects.toThrow(KeyLostError)
  await store.destroy(DAY)
})

test('a folder without any key is trouble that may pass, such as a disk that is away: no key is lost for it', async () => {
  const store = await openFileKeyStore(folder)
  const wrapped = await store.wrap(DAY, sessionId, privateKey())
  await rm(folder, { recursive: true })
  await mkdir(folder, { mode: 0o700 })
  const later = await openFileKeyStore(folder)
  const error = await later.unwrap(DAY, sessionId, wrapped).catch((failure: unknown) => failure)
  expect(error).toBeInstanceOf(Error)
  expect(error).not.toBeInstanceOf(KeyLostError)
})

test('a folder or a key that others can read is refused, and so is a file that is no key', async () => {
  await mkdir(folder, { mode: 0o755 })
  await expect(openFileKeyStore(folder)).rejects.toThrow('can be read by others')
  await chmod(folder, 0o700)
  await (await openFileKeyStore(folder)).make(DAY)
  const file = join(folder, FILE)
  await chmod(file, 0o644)
  await expect((await openFileKeyStore(folder)).make(DAY)).rejects.toThrow('can be read by others')
  await chmod(file, 0o600)
  await writeFile(file, (await readFile(file)).subarray(1))
  await expect((await openFileKeyStore(folder)).make(DAY)).rejects.toThrow('not a key of the matcher')
})
