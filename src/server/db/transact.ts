import { err, type Result } from '../../domain/result.ts'
import type { Db, Tx } from './database.ts'

/** Carries a refusal out of a transaction, so that the transaction rolls back. Never leaves this file. */
class Refused<E> extends Error {
  readonly refusal: E
  constructor(refusal: E) {
    super('refused')
    this.refusal = refusal
  }
}

/** One transaction: what `work` did is committed if it succeeds, and undone, every bit of it, if it refuses or throws. */
export async function transact<T, E>(db: Db, work: (tx: Tx) => Promise<Result<T, E>>): Promise<Result<T, E>> {
  const refused: { by: Refused<E> | null } = { by: null }
  try {
    return await db.transaction().execute(async (tx) => {
      const result = await work(tx)
      if (result.ok) return result
      refused.by = new Refused(result.error)
      throw refused.by
    })
  } catch (error) {
    if (refused.by !== null && error === refused.by) return err(refused.by.refusal)
    throw error
  }
}
