import { sql } from 'kysely'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SessionId, UserId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'
import type { Tx } from '../db/database.ts'

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
  // Matter events are not under a session's lock: each chain has one writer at a time.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${record.matterId}/${record.chain}`}, 1))`.execute(
    tx,
  )
  await tx
    .insertInto('journal')
    .values(({ selectFrom, fn, lit, eb }) => ({
      matterId: record.matterId,
      chain: record.chain,
      seq: selectFrom('journal')
        .select(eb(fn.coalesce(fn.max('seq'), lit(0)), '+', 1).as('next'))
        .where('matterId', '=', record.matterId)
        .where('chain', '=', record.chain),
      sessionId: record.sessionId,
      at: record.at,
      type: record.type,
      actor: record.actor,
      data: JSON.stringify(record.data),
    }))
    .execute()
}
