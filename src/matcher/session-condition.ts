import type { Kysely } from 'kysely'
import type { MatcherDatabase } from './database.ts'
import type { MatcherParts } from './decision.ts'
import { isKeyLost, type KeyStore } from './keys.ts'
import { isEnding, type Mark, tombstoneOf } from './marks.ts'
import { OutcomeUnknownError } from './matcher-error.ts'
import type { MatcherRecord } from './protocol.ts'
import { listRecords, type StoredSession } from './store.ts'
import type { MatcherTx } from './transaction.ts'

/**
 * - `sound`: the store knows all that was ever answered of the session.
 * - `held`: the session has ended, and the store, restored, does not know it.
 * - `numbers-lost`: more was answered than the store knows. What stands in it may not be what stood.
 */
export type SessionCondition = 'sound' | 'held' | 'numbers-lost'

export function conditionOf({ version }: Pick<StoredSession, 'version'>, mark: Mark): SessionCondition {
  if (version >= mark.version) return 'sound'
  return mark.tombstone ? 'held' : 'numbers-lost'
}

/** Whether what was sealed to the session's key can never be opened again. Rejects where that cannot be told now. */
export async function hasLostKey(
  keyStore: KeyStore,
  { id, keyDay, wrappedPrivateKey }: StoredSession,
): Promise<boolean> {
  if (keyDay === null || wrappedPrivateKey === null) return false
  try {
    const privateKey = await keyStore.unwrap(keyDay, id, wrappedPrivateKey)
    privateKey.fill(0)
    return false
  } catch (error) {
    if (isKeyLost(error)) return true
    throw error
  }
}

/** What an answer about the session as read, or after a new record, has to be covered by. */
export async function markOf(
  db: Kysely<MatcherDatabase> | MatcherTx,
  { marks }: Pick<MatcherParts, 'marks'>,
  session: StoredSession,
  recorded: MatcherRecord | null,
): Promise<Mark> {
  const { id, version, step } = session
  if (recorded && recorded.version > version) {
    return { version: recorded.version, tombstone: isEnding(recorded) ? tombstoneOf(recorded) : null }
  }
  const known = marks.find(id)
  if (step !== 'ended' || known.tombstone) return { version, tombstone: null }
  // A crash came between its end and its tombstone.
  const [last] = await listRecords(db, id, { after: version - 1, upTo: version })
  return { version, tombstone: last ? tombstoneOf(last) : null }
}

/** Before the answer. Where it cannot be kept, whoever asked learns of the decision by asking again. */
export async function keepMark(
  { marks }: Pick<MatcherParts, 'marks'>,
  { id }: Pick<StoredSession, 'id'>,
  mark: Mark,
): Promise<void> {
  if (mark.version === 0) return
  try {
    await marks.raise(id, mark)
  } catch (cause) {
    throw new OutcomeUnknownError('mark-not-kept', { cause })
  }
}
