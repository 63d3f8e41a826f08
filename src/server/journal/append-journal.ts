import { sql } from 'kysely'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SessionId, UserId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'
import { type Part, partOf, writeAtOnce } from '../../postgres/write-at-once.ts'
import type { Db, Tx } from '../db/database.ts'
import { canonicalAround } from './chain.ts'

/** Each side has its own chain, so that a shared counter cannot tell of the other's acts. */
export type JournalChain = Side | 'shared'

export type JournalRecord = {
  readonly matterId: MatterId
  readonly chain: JournalChain
  readonly sessionId: SessionId | null
  readonly at: Instant
  /** Past tense, kebab-case: `terms-approved`. */
  readonly type: string
  /** Who did it; null where time or the program did. */
  readonly actor: UserId | null
  /** Never a number; in `shared` nothing of one side's entries. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}

/** Adds a record to the end of its chain, in the transaction of what it records. */
export async function appendJournal(tx: Tx, record: JournalRecord): Promise<void> {
  await writeAtOnce(tx, [], [journalAppend(record)])
}

/**
 * The same, as part of a statement that writes more. Matter events are not under a session's lock: each chain has one
 * writer at a time.
 */
export function journalAppend(record: JournalRecord): Part<Db> {
  return append({ ...record, data: JSON.stringify(record.data), ...canonicalAround(record) })
}

type Appended = Omit<JournalRecord, 'data'> & ReturnType<typeof canonicalAround> & { readonly data: string }

const append = partOf((_: Db, values: Appended) => {
  const { matterId, chain, sessionId, at, type, actor, data, before, after } = values
  return sql`app.append_to_journal(${matterId}, ${chain}, ${sessionId}, ${at}, ${type}, ${actor}, ${data}, ${before}, ${after})`
})
