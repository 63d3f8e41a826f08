import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Instant } from '../../domain/deadlines.ts'
import { syncFolder } from './sync-folder.ts'

declare const brand: unique symbol

/** The key of one stored file: a random UUID, never a name that a person chose. */
export type FileKey = string & { readonly [brand]: 'FileKey' }

/** Where the bytes of uploads lie. Rows of the database name them by key; without a row nobody reaches them. */
export type FileStore = {
  /**
   * When it resolves the file is whole and on the disk; before that, no file has this key. Rejects with `FilesAway`
   * where nothing can be kept for now.
   */
  put(key: FileKey, content: FileContent): Promise<void>
  /** Throws where no file has the key. */
  get(key: FileKey): Promise<Buffer>
  /** A key that is not there is no error: a deletion may be repeated. */
  delete(key: FileKey): Promise<void>
  /** The keys of what was put before that instant of the storage's own clock, writes that broke off included. */
  listOlder(before: Instant): AsyncIterable<FileKey>
}

/** There is no room for a file, or its storage is out of reach: nothing was kept, and the same may work later. */
export class FilesAway extends Error {
  override name = 'FilesAway'
}

export type FileContent = Uint8Array | AsyncIterable<Uint8Array>

const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Checks the shape that keeps every path inside the folder: 32 hexadecimal digits and hyphens, nothing else. */
export function fileKey(text: string): FileKey {
  assertFileKey(text)
  return text
}

export function isFileKey(text: string): text is FileKey {
  return KEY.test(text)
}

function assertFileKey(text: string): asserts text is FileKey {
  if (!isFileKey(text)) throw new Error('a file key is a UUID in lower case')
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
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        await writeDurably(temporary, content)
        await rename(temporary, path)
      } catch (error) {
        await rm(temporary, { force: true })
        throw isNoRoom(error) ? new FilesAway('the disk of the files is full', { cause: error }) : error
      }
      // The file's own sync does not make its name durable.
      await syncFolder(dirname(path))
      await syncFolder(root)
    },
    get: async (key) => readFile(pathOf(key)),
    async delete(key) {
      for (const path of [pathOf(key), `${pathOf(key)}.part`]) await rm(path, { force: true })
    },
    async *listOlder(before) {
      for (const shelf of await readdir(root).catch(() => [])) {
        for (const name of await readdir(join(root, shelf)).catch(() => [])) {
          const key = name.replace(/\.part$/, '')
          if (!isFileKey(key)) continue
          const found = await stat(join(root, shelf, name)).catch(() => null)
          if (found !== null && found.mtimeMs < before) yield key
        }
      }
    },
  }
}

function isNoRoom(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
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
