import { lockKeys } from './key-lock.ts'
import type { UpkeepParts } from './key-upkeep.ts'
import { type KeyDay, keyDayOf } from './keys.ts'
import { inTransaction } from './transaction.ts'

/** January 2, 1970: no key was ever made on it, and none ever will be. */
const NO_KEYS_DAY: KeyDay = 1

/**
 * Before today's key is made: what is wrapped under a key of today already was wrapped under another, and came with a database
 * that was restored beside a new or an older key folder. Its day would look well from here on. Given to a day that has no
 * key, it is found like any other session whose key is lost. Done again, it finds nothing.
 */
export function disownTodays({
  db,
  keyStore,
  clock,
}: Pick<UpkeepParts, 'db' | 'keyStore' | 'clock'>): Promise<void> {
  return inTransaction(db, async (tx) => {
    // Nobody makes the day's key meanwhile and wraps under it.
    await lockKeys(tx)
    const today = keyDayOf(await clock(tx))
    if (await keyStore.has(today)) return
    await tx.updateTable('sessions').set({ keyDay: NO_KEYS_DAY }).where('keyDay', '=', today).execute()
  })
}
