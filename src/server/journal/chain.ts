import { createHash } from 'node:crypto'

/** What a journal record's hash is made of, besides the hash before it. Every field of the record, and no other. */
export type ChainedRecord = {
  readonly matterId: string
  readonly chain: string
  readonly seq: number
  readonly sessionId: string | null
  readonly at: number
  readonly type: string
  readonly actor: string | null
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}

/** Before the first record of a chain. */
export const GENESIS: Uint8Array = new Uint8Array(32)

/**
 * The hash of a record that follows `previous`. No record holds a number, so that there is none to find by trying.
 */
export function chainHash(previous: Uint8Array, record: ChainedRecord): Buffer {
  return createHash('sha256').update(previous).update(canonical(record)).digest()
}

/** One text for one record, however its fields were ordered on the way. */
function canonical(record: ChainedRecord): string {
  const { before, after } = canonicalAround(record)
  return `${before}${record.seq}${after}`
}

/** The canonical text but for the record's place in its chain: what stands before that, and after. */
export function canonicalAround(record: Omit<ChainedRecord, 'seq'>): {
  readonly before: string
  readonly after: string
} {
  const { matterId, chain, sessionId, at, type, actor, data } = record
  const fields = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))
  const before = JSON.stringify([matterId, chain])
  const after = JSON.stringify([sessionId, at, type, actor, fields])
  return { before: `${before.slice(0, -1)},`, after: `,${after.slice(1)}` }
}
