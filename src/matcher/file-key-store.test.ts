import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionId } from '../domain/ids.ts'
import { openFileKeyStore } from './file-key-store.ts'

let parent: string
let folder: string
const sessionId = randomUUID() as string as SessionId
const privateKey = () => new Uint8Array(randomBytes(32))

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'backchannel-key-store-'))
  folder = join(parent, 'keys')
})
afterEach(() => rm(parent, { recursive: true }))

test('makes a key file of its own at the first start, and unwraps with it at the next', async () => {
  const key = privateKey()
  const wrapped = await (await openFileKeyStore(folder)).wrap(sessionId, key)
  expect(Buffer.from(wrapped).includes(Buffer.from(key))).toBe(false)
  expect(await (await openFileKeyStore(folder)).unwrap(sessionId, wrapped)).toEqual(key)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect((await stat(join(folder, 'matcher.key'))).mode & 0o777).toBe(0o600)
})

test('opened many times at once ends up with one key, and leaves nothing else behind', async () => {
  const stores = await Promise.all(Array.from({ length: 8 }, () => openFileKeyStore(folder)))
  const key = privateKey()
  for (const store of stores) {
    for (const other of stores)
      expect(await other.unwrap(sessionId, await store.wrap(sessionId, key))).toEqual(key)
  }
  expect(await readdir(folder)).toEqual(['matcher.key'])
})

test('what was wrapped opens for its own session alone, unchanged, under its own key', async () => {
  const store = await openFileKeyStore(folder)
  const wrapped = await store.wrap(sessionId, privateKey())
  await expect(store.unwrap(randomUUID() as string as SessionId, wrapped)).rejects.toThrow()
  for (const index of wrapped.keys()) {
    const turned = wrapped.with(index, (wrapped[index] ?? 0) ^ 1)
    await expect(store.unwrap(sessionId, turned)).rejects.toThrow()
  }
  const other = await openFileKeyStore(join(parent, 'other'))
  await expect(other.unwrap(sessionId, wrapped)).rejects.toThrow()
})

test('the same key is wrapped differently each time', async () => {
  const store = await openFileKeyStore(folder)
  const key = privateKey()
  expect(await store.wrap(sessionId, key)).not.toEqual(await store.wrap(sessionId, key))
})

test('a folder or a key that others can read is refused, and so is a file that is no key', async () => {
  await mkdir(folder, { mode: 0o755 })
  await expect(openFileKeyStore(folder)).rejects.toThrow('can be read by others')
  await chmod(folder, 0o700)
  await openFileKeyStore(folder)
  const file = join(folder, 'matcher.key')
  await chmod(file, 0o644)
  await expect(openFileKeyStore(folder)).rejects.toThrow('can be read by others')
  await chmod(file, 0o600)
  await writeFile(file, (await readFile(file)).subarray(1))
  await expect(openFileKeyStore(folder)).rejects.toThrow('not a key of the matcher')
})
