import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type S3Server, startS3Server } from '../../../tests/support/s3-server.ts'
import { StartError } from '../start-error.ts'
import { type FileKey, type FileStore, FilesAway, fileKey } from './file-store.ts'
import { assertBucket, openS3FileStore } from './s3-file-store.ts'

let s3: S3Server
let store: FileStore

beforeAll(async () => {
  s3 = await startS3Server()
  store = openS3FileStore(s3)
})
afterAll(() => s3.close())

async function gather(keys: AsyncIterable<FileKey>): Promise<FileKey[]> {
  const all: FileKey[] = []
  for await (const key of keys) all.push(key)
  return all
}

const newKey = () => fileKey(randomUUID())

describe('files in a bucket', () => {
  test('gives back the bytes that were put, those of a full upload too', async () => {
    for (const content of [Buffer.from('whereas'), Buffer.alloc(0), randomBytes(25_000_000)]) {
      const key = newKey()
      await store.put(key, content)
      expect(content.equals(await store.get(key))).toBe(true)
      expect(s3.objects.get(key)?.equals(content)).toBe(true)
    }
  })

  test('takes a stream, and keeps nothing of one that breaks off', async () => {
    async function* chunks() {
      yield Buffer.from('where')
      yield Buffer.from('as')
    }
    const key = newKey()
    await store.put(key, chunks())
    expect((await store.get(key)).toString()).toBe('whereas')
    async function* broken() {
      yield Buffer.from('half of it')
      throw new Error('connection lost')
    }
    const other = newKey()
    await expect(store.put(other, broken())).rejects.toThrow('connection lost')
    await expect(store.get(other)).rejects.toThrow('the file storage answered 404 to a GET')
    expect(s3.objects.has(other)).toBe(false)
  })

  test('forgets a deleted file, and may be told so twice', async () => {
    const key = newKey()
    await store.put(key, Buffer.from('x'))
    await store.delete(key)
    await store.delete(key)
    await expect(store.get(key)).rejects.toThrow('404')
  })

  test('asks again where the storage is busy, and says so where it stays so', async () => {
    const key = newKey()
    s3.slowDown(2)
    await store.put(key, Buffer.from('x'))
    expect(s3.seen.slice(-3)).toEqual([503, 503, 200].map((status) => `PUT /${s3.bucket}/${key} ${status}`))
    s3.slowDown(3)
    await expect(store.get(key)).rejects.toThrow('the file storage answered 503 to a GET')
  })

  test('a storage that takes nothing for now says so; what it has no right to is another matter', async () => {
    s3.slowDown(3)
    await expect(store.put(newKey(), Buffer.from('x'))).rejects.toThrow(FilesAway)
  })

  test('lists what was put before an instant, page by page', async () => {
    const keys = Array.from({ length: 5 }, newKey)
    for (const key of keys) await store.put(key, Buffer.from('x'))
    const list = async (before: number) => gather(store.listOlder(before))
    expect(await list(Date.now() + 60_000)).toEqual(expect.arrayContaining(keys))
    expect(await list(Date.now() - 60_000)).toEqual([])
  })

  test('a connection that breaks is an error: the file is not taken for kept', async () => {
    s3.breakOff(1)
    await expect(store.put(newKey(), Buffer.from('x'))).rejects.toThrow(FilesAway)
  })

  test('takes no key of another shape', async () => {
    const key = '../other-bucket/x' as FileKey
    const seen = s3.seen.length
    await expect(store.put(key, Buffer.from('x'))).rejects.toThrow('a file key')
    await expect(store.get(key)).rejects.toThrow('a file key')
    await expect(store.delete(key)).rejects.toThrow('a file key')
    expect(s3.seen).toHaveLength(seen)
  })
})

describe('with settings that are not right', () => {
  test.each([
    ['secretAccessKey', 'another', 'refuses this access key'],
    ['accessKeyId', 'AKIAOTHER', 'refuses this access key'],
    ['region', 'us-east-1', 'refuses this access key'],
    ['bucket', 'no-such-bucket', 'is not there'],
  ])('as %s=%s, the start says so, and nothing is kept', async (name, value, reason) => {
    const wrong = { ...s3, [name]: value }
    const kept = s3.objects.size
    await expect(assertBucket(wrong)).rejects.toThrow(`FILES_S3_BUCKET: the bucket ${reason}`)
    await expect(assertBucket(wrong)).rejects.toThrow(StartError)
    await expect(openS3FileStore(wrong).put(newKey(), Buffer.from('x'))).rejects.toThrow('answered 40')
    expect(s3.objects.size).toBe(kept)
  })

  test('a storage out of reach is none of them', async () => {
    await assertBucket(s3)
    await assertBucket({ ...s3, endpoint: 'http://127.0.0.1:1' })
  })
})
