import { sql } from 'kysely'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SessionId, UserId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'
import type { Tx } from '../db/database.ts'
import { chainHash, GENESIS } from './chain.ts'

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
  const { matterId, chain } = record
  // Matter events are not under a session's lock: each chain has one writer at a time.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${matterId}/${chain}`}, 1))`.execute(tx)
  const last = await tx
    .selectFrom('journal')
    .select(['seq', 'hash'])
    .where('matterId', '=', matterId)
    .where('chain', '=', chain)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const chained = { ...record, seq: (last?.seq ?? 0) + 1 }
  await tx
    .insertInto('journal')
    .values({
      ...chained,
      data: JSON.stringify(record.data),
      hash: chainHash(last?.hash ?? GENESIS, chained),
    })
    .execute()
}
