import { readdir, readlink } from 'node:fs/promises'
import { hasCode } from './files.ts'
import { findArguments } from './postmaster-pid.ts'

/**
 * Ends the children of a server that was killed. An idle one notices by itself, but one amid a long query goes on to
 * the query's end, and PostgreSQL rightly refuses to start as long as it may write to the shared memory. Only for a
 * folder without a running server. Elsewhere than on Linux nothing is found, and the start waits.
 */
export async function endOrphans(data: string): Promise<void> {
  if (process.platform !== 'linux') return
  for (const name of await readdir('/proc')) {
    const pid = Number(name)
    if (Number.isInteger(pid) && (await isOrphan(pid, data))) endAtOnce(pid)
  }
}

/** PostgreSQL's processes work in the data folder, and its children show what they do, as in `postgres: checkpointer`. */
async function isOrphan(pid: number, data: string): Promise<boolean> {
  try {
    if ((await readlink(`/proc/${pid}/cwd`)) !== data) return false
  } catch (error) {
    // Gone, or not ours to look at.
    if (hasCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) return false
    throw error
  }
  const args = await findArguments(pid)
  return args?.[0]?.startsWith('postgres: ') ?? false
}

function endAtOnce(pid: number): void {
  try {
    // What PostgreSQL itself sends in an immediate shutdown: stop here, the next start recovers.
    process.kill(pid, 'SIGQUIT')
  } catch (error) {
    if (!hasCode(error, 'ESRCH', 'EPERM')) throw error
  }
}
