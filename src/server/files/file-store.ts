import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { syncFolder } from './sync-folder.ts'

declare const brand: unique symbol

/** The key of one stored file: a random UUID, never a name that a person chose. */
export type FileKey = string & { readonly [brand]: 'FileKey' }

/** Where the bytes of uploads lie. Rows of the database name them by key; without a row nobody reaches them. */
export type FileStore = {
  /** When it resolves the file is whole and on the disk; before that, no file has this key. */
  put(key: FileKey, content: FileContent): Promise<void>
  /** Throws where no file has the key. */
  get(key: FileKey): Promise<Buffer>
  /** A key that is not there is no error: a deletion may be repeated. */
  delete(key: FileKey): Promise<void>
}

export type FileContent = Uint8Array | AsyncIterable<Uint8Array>

const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Checks the shape that keeps every path inside the folder: 32 hexadecimal digits and hyphens, nothing else. */
export function fileKey(text: string): FileKey {
  assertFileKey(text)
  return text
}

function assertFileKey(text: string): asserts text is FileKey {
  if (!KEY.test(text)) throw new Error('a file key is a UUID in lower case')
}

/** Files in a folder of the disk, readable by the owner of the process alone. */
export function openFileStore(folder: string): FileStore {
  const root = resolve(folder)

  /** Spread over 256 folders, so that none grows without end. */
  function pathOf(key: FileKey): string {
    assertFileKey(key)
    return join(root, key.slice(0, 2), key)
  }

  return {
    async put(key, content) {
      const path = pathOf(key)
      const temporary = `${path}.part`
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      try {
        await writeDurably(temporary, content)
        await rename(temporary, path)
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
      // The file's own sync does not make its name durable.
      await syncFolder(dirname(path))
      await syncFolder(root)
    },
    get: async (key) => readFile(pathOf(key)),
    delete: async (key) => rm(pathOf(key), { force: true }),
  }
}

async function writeDurably(path: string, content: FileContent): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}
