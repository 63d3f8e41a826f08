import { crc32 } from 'node:zlib'
import { z } from 'zod'
import type { SessionId } from '../domain/ids.ts'
import type { Mark } from './marks.ts'
import { recordSchema } from './protocol.ts'

const lineSchema = z.tuple([
  z.uuid().transform((id) => id as SessionId),
  z.int().positive(),
  recordSchema.pick({ version: true, operation: true, side: true, at: true, outcome: true }).nullable(),
])

export type MarkLine = { readonly sessionId: SessionId; readonly mark: Mark }

/** One mark as a line of text, with a checksum by which a line that was half written is known. */
export function lineOf({ sessionId, mark }: MarkLine): string {
  const text = JSON.stringify([sessionId, mark.version, mark.tombstone])
  return `${checksumOf(text)} ${text}\n`
}

/** Null for what is no line of ours, or not all of one. */
export function markOf(line: string): MarkLine | null {
  const text = line.slice(9)
  if (line[8] !== ' ' || checksumOf(text) !== line.slice(0, 8)) return null
  const parsed = lineSchema.safeParse(JSON.parse(text))
  if (!parsed.success) return null
  const [sessionId, version, tombstone] = parsed.data
  return { sessionId, mark: { version, tombstone } }
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, '0')
}
