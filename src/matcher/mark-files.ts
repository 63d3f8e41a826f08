import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { open, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncFolder } from './sync-folder.ts'

/** Where marks lie in the key folder: `log` is appended to; `snapshot` and then `merging` are what came before it. */
export type MarkFiles = { readonly log: string; readonly merging: string; readonly snapshot: string }

export function markFilesIn(folder: string): MarkFiles {
  return {
    log: join(folder, 'marks.log'),
    merging: join(folder, 'marks.merging'),
    snapshot: join(folder, 'marks.snapshot'),
  }
}

export function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}

/** Whole or not at all, and down to the disk. */
export async function writeSnapshot({ snapshot }: MarkFiles, text: string): Promise<void> {
  const draft = `${snapshot}.draft`
  const handle = await open(draft, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, snapshot)
  await syncFolder(dirname(snapshot))
}

export async function removeMerging({ merging }: MarkFiles): Promise<void> {
  if (existsSync(merging)) await unlink(merging)
}

/** Tells which file a path leads to; null where there is none. */
export function fileIdOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

export type LogTail = {
  /** Whole lines that came since the last look, and where in its file each ends. */
  read(): { readonly line: string; readonly endsAt: number }[]
  /** Of the file that it is in; null where there was none yet. */
  fileId(): number | null
  close(): void
}

const CHUNK_BYTES = 65_536

/**
 * Follows the log, whoever appends to it, into the next file when this one is put aside. Synchronous: a look at a local
 * file costs some microseconds, and less than to wait.
 */
export function openLogTail(path: string, onNextFile: () => void): LogTail {
  let descriptor: number | null = null
  let offset = 0

  function readLines(): { line: string; endsAt: number }[] {
    if (descriptor === null) return []
    const { size } = fstatSync(descriptor)
    const chunks: Buffer[] = []
    for (let from = offset; from < size; ) {
      const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, size - from))
      const count = readSync(descriptor, chunk, 0, chunk.length, from)
      if (count === 0) break
      chunks.push(chunk.subarray(0, count))
      from += count
    }
    const bytes = Buffer.concat(chunks)
    const lines: { line: string; endsAt: number }[] = []
    let start = 0
    // What has no end yet is being written, or never will be.
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      if (end > start) lines.push({ line: bytes.toString('utf8', start, end), endsAt: offset + end + 1 })
      start = end + 1
    }
    offset += start
    return lines
  }

  return {
    read() {
      const current = fileIdOf(path)
      const isSame = descriptor !== null && (current === null || current === fstatSync(descriptor).ino)
      const lines = readLines()
      if (isSame || current === null) return lines
      // Put aside: what was in it until then has just been read.
      if (descriptor !== null) closeSync(descriptor)
      descriptor = openSync(path, 'r')
      offset = 0
      onNextFile()
      return [...lines, ...readLines()]
    },
    fileId: () => (descriptor === null ? null : fstatSync(descriptor).ino),
    close() {
      if (descriptor !== null) closeSync(descriptor)
      descriptor = null
    },
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
