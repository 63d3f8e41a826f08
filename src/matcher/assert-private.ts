import { stat } from 'node:fs/promises'
import { MatcherStartError } from './matcher-error.ts'

/** Rejects with `MatcherStartError` if anybody but its owner may do anything with the file or folder. */
export async function assertPrivate(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const { mode } = await stat(path)
  if ((mode & 0o077) !== 0) {
    throw new MatcherStartError(`${path} can be read by others: take their rights away (chmod go= ${path})`)
  }
}
