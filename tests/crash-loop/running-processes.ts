import { findPostmasterPid } from '../../src/server/db/embedded/postmaster-pid.ts'
import { listProcesses } from '../support/processes.ts'

/** Of PostgreSQL on that data folder; none where it does not run. */
export async function findPostgres(data: string): Promise<readonly number[]> {
  const postmaster = (await findPostmasterPid(data))?.pid
  return listProcesses((args, pid) => pid === postmaster && args.includes(data))
}

/** One connection of a role of ours: by the death of its process PostgreSQL restarts all others. */
export async function findBackend(data: string): Promise<readonly number[]> {
  const postmaster = (await findPostmasterPid(data))?.pid
  const backends = await listProcesses(
    ([title], _pid, parent) => parent === postmaster && /^postgres: backchannel_/.test(title ?? ''),
  )
  return backends.slice(0, 1)
}

/** The process that opens numbers, with its keys in the folder; not the one that keeps it running. */
export function findMatcher(folder: string): Promise<readonly number[]> {
  return listProcesses(
    (args) =>
      args.some((arg) => arg.endsWith('matcher-process.ts')) && args.some((arg) => arg.includes(folder)),
  )
}

/** With `SIGKILL`; how many of them there still were. */
export function killAll(pids: readonly number[]): number {
  return pids.filter(isKilled).length
}

function isKilled(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    // It has ended by itself meanwhile.
    return false
  }
}
