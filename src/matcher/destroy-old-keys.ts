import type { SessionId } from '../domain/ids.ts'
import { lockKeys } from './key-lock.ts'
import type { UpkeepParts } from './key-upkeep.ts'
import { type KeyDay, keyDayOf } from './keys.ts'
import { MatcherError } from './matcher-error.ts'
import { inTransaction } from './transaction.ts'

/**
 * Today's key and those of the six days before are kept. So at the latest 7 times 24 hours after a session's end every key is gone
 * under which it was ever wrapped: the last was that of the day of its end.
 */
const KEPT_DAYS = 6
/** A day ahead is a clock that another matcher has read a moment later; more is one that stepped back since. */
const DAYS_AHEAD = 1

/**
 * Destroys the keys of other days than those, once nothing live is wrapped under them but sessions whose key is `lost`. Under
 * the lock nobody is about to wrap, so that it stays so. Rejects with `keys-in-use` if something is, and destroys nothing.
 */
export async function destroyOldKeys(
  { db, keyStore, clock }: Pick<UpkeepParts, 'db' | 'keyStore' | 'clock'>,
  lost: ReadonlySet<SessionId>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockKeys(tx)
    const today = keyDayOf(await clock(tx))
    const old = (await keyStore.listDays()).filter((day) => isOld(day, today))
    if (old.length === 0) return
    const using = await tx.selectFrom('sessions').select('id').where('keyDay', 'in', old).execute()
    if (using.some(({ id }) => !lost.has(id))) throw new MatcherError('keys-in-use')
    for (const day of old) await keyStore.destroy(day)
  })
}

function isOld(day: KeyDay, today: KeyDay): boolean {
  return day < today - KEPT_DAYS || day > today + DAYS_AHEAD
}
