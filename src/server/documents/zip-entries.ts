import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { err, ok, type Result } from '../../domain/result.ts'

/** One file of an archive, as its central directory describes it. */
export type ZipEntry = {
  readonly name: string
  readonly encrypted: boolean
  readonly method: number
  readonly crc: number
  readonly packedBytes: number
  /** As declared; `unpackEntry` holds the archive to it. */
  readonly unpackedBytes: number
  readonly headerAt: number
}

export type ZipProblem = 'zip-damaged'

const END_SIGNATURE = 0x06054b50
const CENTRAL_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_BYTES = 22
const CENTRAL_BYTES = 46
const LOCAL_BYTES = 30
const MAX_COMMENT_BYTES = 0xffff
const ENCRYPTED_FLAG = 0x0001
const STORED = 0
const DEFLATED = 8

/**
 * Reads an archive's directory by APPNOTE.TXT 4.3. Archives in several parts and ZIP64 are refused as damaged: no
 * document of 25 MB needs them.
 */
export function readZipEntries(bytes: Buffer): Result<readonly ZipEntry[], ZipProblem> {
  const endAt = findEnd(bytes)
  if (endAt === null) return err('zip-damaged')
  const count = bytes.readUInt16LE(endAt + 10)
  const directoryBytes = bytes.readUInt32LE(endAt + 12)
  const directoryAt = bytes.readUInt32LE(endAt + 16)
  if (directoryAt + directoryBytes > endAt) return err('zip-damaged')

  const entries: ZipEntry[] = []
  let at = directoryAt
  for (let index = 0; index < count; index++) {
    if (at + CENTRAL_BYTES > endAt || bytes.readUInt32LE(at) !== CENTRAL_SIGNATURE) return err('zip-damaged')
    const nameBytes = bytes.readUInt16LE(at + 28)
    const next = at + CENTRAL_BYTES + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    if (next > endAt) return err('zip-damaged')
    entries.push({
      name: bytes.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes),
      encrypted: (bytes.readUInt16LE(at + 8) & ENCRYPTED_FLAG) !== 0,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packedBytes: bytes.readUInt32LE(at + 20),
      unpackedBytes: bytes.readUInt32LE(at + 24),
      headerAt: bytes.readUInt32LE(at + 42),
    })
    at = next
  }
  return overlapping(entries) ? err('zip-damaged') : ok(entries)
}

/** The end record stands last but for a comment of its declared length. */
function findEnd(bytes: Buffer): number | null {
  const lowest = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES)
  for (let at = bytes.length - END_BYTES; at >= lowest; at--) {
    if (bytes.readUInt32LE(at) !== END_SIGNATURE) continue
    if (at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length) return at
  }
  return null
}

/** Entries that share their packed bytes unpack to far more than an archive of their size could hold. */
function overlapping(entries: readonly ZipEntry[]): boolean {
  const byPlace = [...entries].sort((a, b) => a.headerAt - b.headerAt)
  return byPlace.some((entry, index) => {
    const next = byPlace[index + 1]
    return next !== undefined && entry.headerAt + LOCAL_BYTES + entry.packedBytes > next.headerAt
  })
}

/**
 * Unpacks one entry and holds it to what its directory declares, size and checksum. Gives its first `keep` bytes: the
 * rest goes by without being held. Never unpacks more than declared, so the caller bounds the work by adding up the
 * declared sizes first.
 */
export async function unpackEntry(
  bytes: Buffer,
  entry: ZipEntry,
  keep: number,
): Promise<Result<Buffer, ZipProblem>> {
  const packed = packedBytesOf(bytes, entry)
  if (packed === null) return err('zip-damaged')
  const seen = { size: 0, crc: 0, kept: [] as Buffer[] }
  const look = (chunk: Buffer) => {
    if (seen.size < keep) seen.kept.push(chunk.subarray(0, keep - seen.size))
    seen.size += chunk.length
    seen.crc = crc32(chunk, seen.crc)
    if (seen.size > entry.unpackedBytes) throw new Error('more than declared')
  }
  try {
    if (entry.method === STORED) look(packed)
    else if (entry.method === DEFLATED) await inflate(packed, look)
    else return err('zip-damaged')
  } catch {
    // Whatever the stream holds against it, the archive is not what it says it is.
    return err('zip-damaged')
  }
  const asDeclared = seen.size === entry.unpackedBytes && seen.crc === entry.crc
  return asDeclared ? ok(Buffer.concat(seen.kept)) : err('zip-damaged')
}

function packedBytesOf(bytes: Buffer, { headerAt, packedBytes }: ZipEntry): Buffer | null {
  if (headerAt + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(headerAt) !== LOCAL_SIGNATURE) return null
  const namesBytes = bytes.readUInt16LE(headerAt + 26) + bytes.readUInt16LE(headerAt + 28)
  const dataAt = headerAt + LOCAL_BYTES + namesBytes
  return dataAt + packedBytes > bytes.length ? null : bytes.subarray(dataAt, dataAt + packedBytes)
}

function inflate(packed: Buffer, look: (chunk: Buffer) => void): Promise<void> {
  return pipeline([packed], createInflateRaw(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) look(chunk)
  })
}
