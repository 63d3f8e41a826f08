import { randomUUID } from 'node:crypto'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../../../domain/result.ts'
import type { FolderClaim } from './folder-claim.ts'
import { isLive } from './live-process.ts'

/** Those of this process, to tell them from what a dead process that had our id left behind. */
const ours = new Set<string>()

/**
 * The claim of a folder where the kernel offers no name that it frees itself: a file named by a live process.
 *
 * Each first puts up its own file and then looks for others: of two at the same time both may be refused, but never do
 * both succeed. After a crash it refuses wrongly if another program has got that process's id since; then the file
 * `lock.…` is to be deleted.
 */
export async function claimByLockFile(folder: string): Promise<Result<FolderClaim, 'already-running'>> {
  const own = `lock.${process.pid}.${randomUUID()}`
  ours.add(own)
  await writeFile(join(folder, own), '')

  async function release(): Promise<void> {
    await rm(join(folder, own), { force: true })
    ours.delete(own)
  }

  for (const other of await readdir(folder)) {
    const pid = Number(/^lock\.(\d+)\./.exec(other)?.[1])
    if (other === own || Number.isNaN(pid)) continue
    if (pid === process.pid ? ours.has(other) : isLive(pid)) {
      await release()
      return err('already-running')
    }
    await rm(join(folder, other), { force: true })
  }
  return ok({ release })
}
