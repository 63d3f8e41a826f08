import type { SessionId } from '../domain/ids.ts'
import type { MatcherRecord } from './protocol.ts'

/** How a session ended: of the record that was its last. */
export type Tombstone = Pick<MatcherRecord, 'version' | 'operation' | 'side' | 'at' | 'outcome'>

/** A session's high-water mark: the version that was answered, and its tombstone once it has ended. */
export type Mark = { readonly version: number; readonly tombstone: Tombstone | null }

/**
 * What is known of sessions outside the database, beside the keys, so that an older database that was restored does not pass
 * for the true one.
 *
 * A mark is written after the commit and before the answer. So in good health no mark is above what is committed, and no
 * answer is above its mark: a crash in between leaves a mark too low, which the next answer raises.
 */
export type Marks = {
  /**
   * Takes in what other matchers have added. To be called before the session is read: what they have marked until then
   * is committed, and will be found.
   */
  refresh(): void
  find(sessionId: SessionId): Mark
  /** Resolves when the mark, or a higher one, is on the disk. Never lowers one. */
  raise(sessionId: SessionId, mark: Mark): Promise<void>
  /** Makes the log short again, if it has become long. One matcher at a time. */
  compact(): Promise<void>
  close(): Promise<void>
}

/** The ending is what a record says that no other can follow. */
export function isEnding(record: Pick<MatcherRecord, 'outcome'>): boolean {
  return record.outcome.kind === 'deal' || record.outcome.kind === 'ended'
}

export function tombstoneOf({ version, operation, side, at, outcome }: MatcherRecord): Tombstone {
  return { version, operation, side, at, outcome }
}
