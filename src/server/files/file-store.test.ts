import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FileKey, type FileStore, FilesAway, fileKey, openFileStore } from './file-store.ts'

let folder: string
let store: FileStore

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-store-'))
  store = openFileStore(join(folder, 'files'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

async function gather(keys: AsyncIterable<FileKey>): Promise<FileKey[]> {
  const all: FileKey[] = []
  for await (const key of keys) all.push(key)
  return all
}

const newKey = () => fileKey(randomUUID())

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

describe('files on disk', () => {
  test('gives back the bytes that were put', async () => {
    const key = newKey()
    await store.put(key, Buffer.from('whereas'))
    expect((await store.get(key)).toString()).toBe('whereas')
  })

  test('takes a stream', async () => {
    const key = newKey()
    async function* chunks() {
      yield Buffer.from('where')
      yield Buffer.from('as')
    }
    await store.put(key, chunks())
    expect((await store.get(key)).toString()).toBe('whereas')
  })

  test('leaves nothing behind when the stream breaks off', async () => {
    const key = newKey()
    async function* broken() {
      yield Buffer.from('half of it')
      throw new Error('connection lost')
    }
    await expect(store.put(key, broken())).rejects.toThrow('connection lost')
    await expect(store.get(key)).rejects.toThrow('ENOENT')
    expect(await filesIn(folder)).toEqual([])
  })

  test('says so when the disk is full, leaves nothing behind, and goes on when there is room', async () => {
    const key = newKey()
    async function* tooMuch() {
      yield Buffer.from('half of it')
      throw Object.assign(new Error('write failed'), { code: 'ENOSPC' })
    }
    await expect(store.put(key, tooMuch())).rejects.toThrow(FilesAway)
    expect(await filesIn(folder)).toEqual([])
    await store.put(key, Buffer.from('whereas'))
    expect((await store.get(key)).toString()).toBe('whereas')
  })

  test('lists what was put before an instant, and what a write left that was killed', async () => {
    const [whole, killed] = [newKey(), newKey()]
    await store.put(whole, Buffer.from('x'))
    await store.put(killed, Buffer.from('x'))
    const path = join(folder, 'files', killed.slice(0, 2), killed)
    await rename(path, `${path}.part`)
    const list = async (before: number) => (await gather(store.listOlder(before))).toSorted()
    expect(await list(Date.now() + 1_000)).toEqual([whole, killed].toSorted())
    expect(await list(Date.now() - 1_000_000)).toEqual([])
    await store.delete(killed)
    expect(await list(Date.now() + 1_000)).toEqual([whole])
  })

  test('forgets a deleted file, and may be told so twice', async () => {
    const key = newKey()
    await store.put(key, Buffer.from('x'))
    await store.delete(key)
    await store.delete(key)
    await expect(store.get(key)).rejects.toThrow('ENOENT')
  })

  test('is readable by its owner alone', async () => {
    const key = newKey()
    await store.put(key, Buffer.from('x'))
    const path = join(folder, 'files', key.slice(0, 2), key)
    expect((await stat(path)).mode & 0o077).toBe(0)
    expect((await stat(join(folder, 'files'))).mode & 0o077).toBe(0)
  })

  test.each(['../../etc/passwd', '', 'a/b', `${randomUUID()}/../x`, randomUUID().toUpperCase()])(
    'refuses %j as a key',
    async (text) => {
      expect(() => fileKey(text)).toThrow('a file key')
      await expect(store.get(text as FileKey)).rejects.toThrow('a file key')
      await expect(store.put(text as FileKey, Buffer.from('x'))).rejects.toThrow('a file key')
    },
  )
})
