import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../../../domain/result.ts'
import { hasCode } from './files.ts'
import type { FolderClaim } from './folder-claim.ts'
import { isLive } from './live-process.ts'

/**
 * The claim of a folder where the kernel offers no name that it frees itself: a file with the id of a live process.
 * After a crash it can refuse wrongly if another process has got that id meanwhile; then the file is to be deleted.
 */
export async function claimByLockFile(folder: string): Promise<Result<FolderClaim, 'already-running'>> {
  const lock = join(folder, 'lock')
  // Written elsewhere and linked, so that nobody ever reads a lock file without its content.
  const own = `${lock}.${randomUUID()}`
  await writeFile(own, String(process.pid), { mode: 0o644 })
  try {
    while (!(await linkUnlessThere(own, lock))) {
      if (isLive(await readPid(lock))) return err('already-running')
      if (!(await takeAway(lock))) return err('already-running')
    }
  } finally {
    await rm(own, { force: true })
  }
  return ok({ release: () => rm(lock, { force: true }) })
}

async function linkUnlessThere(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Removes a stale lock. False if another start was faster: what we took away is then its fresh lock, and goes back. */
async function takeAway(lock: string): Promise<boolean> {
  const taken = `${lock}.${randomUUID()}`
  try {
    await rename(lock, taken)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return true
    throw error
  }
  const fresh = isLive(await readPid(taken))
  if (fresh) await linkUnlessThere(taken, lock)
  await rm(taken, { force: true })
  return !fresh
}

async function readPid(lock: string): Promise<number> {
  try {
    return Number.parseInt(await readFile(lock, 'utf8'), 10)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return Number.NaN
    throw error
  }
}
