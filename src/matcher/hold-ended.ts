import type { SessionId } from '../domain/ids.ts'
import type { UpkeepParts } from './key-upkeep.ts'
import { conditionOf } from './session-condition.ts'
import { eraseEnvelopes, lockSession } from './store.ts'
import { inTransaction } from './transaction.ts'

const BATCH = 2_000
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000' as SessionId

/**
 * Takes key and envelopes from sessions that have ended, as their tombstones tell, and that a restored database brought
 * back to life. Such a session stays as it is otherwise, and is answered `held`. Returns how many there were.
 */
export async function holdEnded({ db, marks }: Pick<UpkeepParts, 'db' | 'marks'>): Promise<number> {
  marks.refresh()
  let count = 0
  for (let after = BEFORE_ALL; ; ) {
    const batch = await db
      .selectFrom('sessions')
      .select(['id', 'version'])
      .where('keyDay', 'is not', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    for (const session of batch) {
      if (conditionOf(session, marks.find(session.id)) !== 'held') continue
      await inTransaction(db, async (tx) => {
        // Under the lock no mark is above what is committed, but for what was lost.
        const current = await lockSession(tx, session.id)
        if (conditionOf(current, marks.find(session.id)) !== 'held') return
        await eraseEnvelopes(tx, session.id)
        await tx
          .updateTable('sessions')
          .set({ step: 'ended', wrappedPrivateKey: null, keyDay: null })
          .where('id', '=', session.id)
          .where('keyDay', 'is not', null)
          .execute()
      })
      count += 1
    }
    const last = batch.at(-1)
    if (!last) return count
    after = last.id
  }
}
