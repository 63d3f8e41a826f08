import type { DocumentProblem } from '../../contract/documents.ts'
import { err, ok, type Result } from '../../domain/result.ts'

/** A picture of more pixels than this would take a phone's memory, however small its file. */
const MAX_PIXELS = 80_000_000

type Size = { readonly width: number; readonly height: number }

/** Whether the bytes are a whole PNG: header first, end chunk last, a picture that can be shown. */
export function inspectPng(bytes: Buffer): Result<void, DocumentProblem> {
  const end = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82])
  if (bytes.length < 45 || bytes.toString('latin1', 12, 16) !== 'IHDR') return err('file-damaged')
  if (!bytes.subarray(-end.length).equals(end)) return err('file-damaged')
  return inspectSize({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) })
}

/** Whether the bytes are a whole JPEG: a frame header with a size, and an end marker. */
export function inspectJpeg(bytes: Buffer): Result<void, DocumentProblem> {
  const size = jpegSize(bytes)
  // Cameras append data of their own after the end marker.
  if (size === null || bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < 0) return err('file-damaged')
  return inspectSize(size)
}

function inspectSize({ width, height }: Size): Result<void, DocumentProblem> {
  if (width === 0 || height === 0) return err('file-damaged')
  return width * height > MAX_PIXELS ? err('file-unpacks-too-large') : ok()
}

/** Walks the marker segments (ITU-T T.81, annex B) up to the frame header. */
function jpegSize(bytes: Buffer): Size | null {
  let at = 2
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}
