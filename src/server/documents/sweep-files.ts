import { DAY_MS } from '../../domain/deadlines.ts'
import type { Context } from '../context.ts'
import type { FileKey } from '../files/file-store.ts'

/** Far longer than from the keeping of a file to the commit of its row, which is within one request. */
const AGE_MS = DAY_MS
const BATCH = 500

/** Takes away what lies in the file store and no row names: a crash came between the two. */
export async function sweepFiles(
  { db, clock, files, log }: Pick<Context, 'db' | 'clock' | 'files' | 'log'>,
  signal?: AbortSignal,
): Promise<void> {
  const before = (await clock(db)) - AGE_MS
  let swept = 0
  const sweep = async (keys: readonly FileKey[]) => {
    if (keys.length === 0) return
    const rows = await db.selectFrom('documents').select('fileKey').where('fileKey', 'in', keys).execute()
    const named = new Set(rows.map(({ fileKey }) => fileKey))
    const strays = keys.filter((key) => !named.has(key))
    await Promise.all(strays.map((key) => files.delete(key)))
    swept += strays.length
  }
  let batch: FileKey[] = []
  for await (const key of files.listOlder(before)) {
    if (signal?.aborted) break
    batch.push(key)
    if (batch.length < BATCH) continue
    await sweep(batch)
    batch = []
  }
  await sweep(batch)
  if (swept > 0) log.info({ swept }, 'files that no row names were taken away')
}
