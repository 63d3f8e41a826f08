import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { SessionId } from '../domain/ids.ts'
import { makePrivateFolder } from './kept-random.ts'
import {
  fileIdOf,
  type MarkFiles,
  markFilesIn,
  openLogTail,
  readIfThere,
  removeMerging,
  sizeOf,
  writeSnapshot,
} from './mark-files.ts'
import { lineOf, type MarkLine, markOf } from './mark-lines.ts'
import type { Mark, Marks, Tombstone } from './marks.ts'
import { syncFolder } from './sync-folder.ts'

export type MarkLogOptions = {
  /** A log of at least so many bytes is worth making short. */
  readonly compactFromBytes?: number
  /** For a line that is none: a crash may leave one half written, a bad disk more. */
  readonly onDamage: () => void
}

const UNMARKED: Mark = { version: 0, tombstone: null }

/**
 * Marks as a log in the key folder, which several matchers on one machine append to; what they add at once goes to the
 * disk by one sync. All marks are held in memory.
 */
export async function openMarkLog(
  folder: string,
  { onDamage, compactFromBytes = 4_194_304 }: MarkLogOptions,
): Promise<Marks> {
  await makePrivateFolder(folder)
  const files = markFilesIn(folder)
  const versions = new Map<SessionId, number>()
  const tombstones = new Map<SessionId, Tombstone>()
  /** Read from the log and perhaps not on the disk yet, with where they end in it. */
  const unsynced = new Map<SessionId, number>()
  /** How far the log that is read is on the disk. */
  let syncedTo = 0
  const writer = createWriter(files)
  let isAnotherLog = false
  const tail = openLogTail(files.log, () => {
    isAnotherLog = true
    syncedTo = 0
    for (const id of unsynced.keys()) unsynced.set(id, Number.POSITIVE_INFINITY)
  })

  function take({ sessionId, mark }: MarkLine): void {
    if (mark.version > (versions.get(sessionId) ?? 0)) versions.set(sessionId, mark.version)
    if (mark.tombstone) tombstones.set(sessionId, mark.tombstone)
  }

  function takeLine(line: string): MarkLine | null {
    const marked = markOf(line)
    if (marked) take(marked)
    else onDamage()
    return marked
  }

  function refresh(): void {
    for (const { line, endsAt } of tail.read()) {
      const marked = takeLine(line)
      if (marked && endsAt > syncedTo) unsynced.set(marked.sessionId, endsAt)
    }
    if (!isAnotherLog) return
    // Between the log of the last look and this one there may have been others.
    isAnotherLog = false
    takeOlder()
  }

  /** In the direction in which marks go from file to file, so that none is missed while another matcher compacts. */
  function takeOlder(): void {
    for (const file of [files.merging, files.snapshot]) {
      for (const line of readIfThere(file).split('\n')) if (line !== '') takeLine(line)
    }
  }

  function find(sessionId: SessionId): Mark {
    const version = versions.get(sessionId)
    return version === undefined ? UNMARKED : { version, tombstone: tombstones.get(sessionId) ?? null }
  }

  function isKept(sessionId: SessionId, { version, tombstone }: Mark): boolean {
    const known = find(sessionId)
    const isKnown = known.version >= version && (tombstone === null || known.tombstone !== null)
    return isKnown && !unsynced.has(sessionId)
  }

  function takeSynced({ fileId, size }: Synced): void {
    if (fileId !== tail.fileId()) return
    syncedTo = Math.max(syncedTo, size)
    for (const [id, endsAt] of unsynced) if (endsAt <= syncedTo) unsynced.delete(id)
  }

  refresh()
  takeOlder()
  takeSynced(await writer.append(''))

  return {
    refresh,
    find,
    async raise(sessionId, mark) {
      if (isKept(sessionId, mark)) return
      const synced = await writer.append(lineOf({ sessionId, mark }))
      take({ sessionId, mark })
      takeSynced(synced)
    },
    async compact() {
      // What another matcher left half done is in memory, and goes into the snapshot; the log waits for the next time.
      if (fileIdOf(files.merging) === null) {
        if (sizeOf(files.log) < compactFromBytes) return
        await rename(files.log, files.merging)
        await syncFolder(folder)
      }
      refresh()
      takeOlder()
      const lines = [...versions.keys()].map((id) => lineOf({ sessionId: id, mark: find(id) }))
      await writeSnapshot(files, lines.join(''))
      await removeMerging(files)
      await syncFolder(folder)
    },
    async close() {
      await writer.close()
      tail.close()
    },
  }
}

/** A log, and how far it is on the disk. */
type Synced = { readonly fileId: number; readonly size: number }
type Batch = { text: string; readonly done: PromiseWithResolvers<Synced> }

/** Appends of the same time share one write and one sync. */
function createWriter(files: MarkFiles) {
  let handle: FileHandle | null = null
  let waiting: Batch | null = null
  let flushing: Promise<void> | null = null

  async function opened(): Promise<FileHandle> {
    if (handle) return handle
    handle = await open(files.log, 'a', 0o600)
    await syncFolder(dirname(files.log))
    return handle
  }

  async function closeHandle(): Promise<void> {
    await handle?.close()
    handle = null
  }

  /** Written anew if the log was put aside meanwhile: who merges it may not have seen what came last. */
  async function flush(text: string): Promise<Synced> {
    for (;;) {
      const log = await opened()
      // A line that was half written before a crash ends here.
      if (text !== '') await log.appendFile(`\n${text}`)
      const { size, ino } = await log.stat()
      await log.datasync()
      if (fileIdOf(files.log) === ino) return { fileId: ino, size }
      await closeHandle()
    }
  }

  async function flushAll(): Promise<void> {
    for (let batch = waiting; batch; batch = waiting) {
      waiting = null
      try {
        batch.done.resolve(await flush(batch.text))
      } catch (error) {
        batch.done.reject(error)
        await closeHandle().catch(() => {})
      }
    }
    flushing = null
  }

  function append(text: string): Promise<Synced> {
    waiting ??= { text: '', done: Promise.withResolvers<Synced>() }
    waiting.text += text
    const { done } = waiting
    flushing ??= flushAll()
    return done.promise
  }

  return {
    append,
    async close() {
      await flushing
      await closeHandle()
    },
  }
}
