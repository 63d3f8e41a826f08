import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodingsOf } from './encodings.ts'
import { finderOf } from './find-bytes.ts'

/** A number that was found where it must not be. */
export type Finding = { readonly place: string; readonly canary: string; readonly encoding: string }

/** A number to look for, under a name by which a report can speak of it. */
export type Canary = { readonly name: string; readonly cents: bigint }

export type Scanner = {
  /** Everything found so far. */
  readonly findings: readonly Finding[]
  /** How many bytes were looked at, by place. */
  readonly scanned: ReadonlyMap<string, number>
  bytes(place: string, bytes: Buffer | string): void
  /** Every file of a folder, whatever it is called, but for those left out. */
  folder(place: string, path: string, leaveOut?: RegExp): Promise<void>
  /** What a process was started with, and what it has in memory. Linux alone shows them. */
  environment(place: string, pid: number): Promise<void>
  memory(place: string, pid: number): Promise<void>
}

const CHUNK = 256 * 1024
const NOTHING = Buffer.alloc(CHUNK + 512)
/** Longer than the longest encoding: what lies across two chunks is found in the second. */
const OVERLAP = 512

export function scannerFor(canaries: readonly Canary[]): Scanner {
  const findIn = finderOf(
    canaries.flatMap(({ name, cents }) =>
      encodingsOf(cents).map(({ name: encoding, bytes }) => ({ bytes, of: { canary: name, encoding } })),
    ),
  )
  const findings: Finding[] = []
  const scanned = new Map<string, number>()

  function look(place: string, bytes: Buffer, isNew: number): void {
    scanned.set(place, (scanned.get(place) ?? 0) + isNew)
    // Most of what a process or a log of the database has reserved was never written to.
    if (bytes.length <= NOTHING.length && bytes.equals(NOTHING.subarray(0, bytes.length))) return
    for (const { canary, encoding } of findIn(bytes)) {
      const isKnown = findings.some(
        (each) => each.place === place && each.canary === canary && each.encoding === encoding,
      )
      if (!isKnown) findings.push({ place, canary, encoding })
    }
  }

  /** `read` fills the buffer from an offset and says with how many bytes; null where there is nothing to be read. */
  async function inChunks(
    place: string,
    from: number,
    until: number,
    read: (buffer: Buffer, at: number) => Promise<number | null>,
  ): Promise<void> {
    const buffer = Buffer.alloc(CHUNK + OVERLAP)
    let kept = 0
    for (let at = from; at < until; ) {
      const count = await read(buffer.subarray(kept, kept + Math.min(CHUNK, until - at)), at)
      if (count === null || count === 0) return
      look(place, buffer.subarray(0, kept + count), count)
      at += count
      const keep = Math.min(OVERLAP, kept + count)
      buffer.copy(buffer, 0, kept + count - keep, kept + count)
      kept = keep
    }
  }

  return {
    findings,
    scanned,
    bytes(place, bytes) {
      const buffer = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes
      look(place, buffer, buffer.length)
    },
    async folder(place, path, leaveOut) {
      const entries = await readdir(path, { recursive: true, withFileTypes: true })
      for (const entry of entries) {
        const file = join(entry.parentPath, entry.name)
        if (!entry.isFile() || leaveOut?.test(file)) continue
        // A database removes files while it runs.
        const handle = await open(file).catch(() => null)
        if (!handle) continue
        try {
          const { size } = await handle.stat()
          await inChunks(place, 0, size, async (buffer, at) => {
            return (await handle.read(buffer, 0, buffer.length, at)).bytesRead
          })
        } finally {
          await handle.close()
        }
      }
    },
    async environment(place, pid) {
      for (const file of ['environ', 'cmdline']) {
        // A database ends processes while it runs.
        const text = await readFile(`/proc/${pid}/${file}`).catch(() => Buffer.alloc(0))
        look(place, text, text.length)
      }
    },
    async memory(place, pid) {
      const handle = await open(`/proc/${pid}/mem`)
      try {
        for (const { from, until } of readableRegions(await readFile(`/proc/${pid}/maps`, 'utf8'))) {
          await inChunks(place, from, until, async (buffer, at) => {
            // A region may be gone, or have pages that nobody may read.
            const read = await handle.read(buffer, 0, buffer.length, at).catch(() => null)
            return read?.bytesRead ?? null
          })
        }
      } finally {
        await handle.close()
      }
    },
  }
}

/** What a process has written to: not the code that it was loaded from. */
function readableRegions(maps: string): { from: number; until: number }[] {
  return maps.split('\n').flatMap((line) => {
    const found = /^([0-9a-f]+)-([0-9a-f]+) rw.. \S+ \S+ \S+\s*(.*)$/.exec(line)
    if (!found || /^\[v/.test(found[3] ?? '')) return []
    return [{ from: Number.parseInt(found[1] ?? '', 16), until: Number.parseInt(found[2] ?? '', 16) }]
  })
}
