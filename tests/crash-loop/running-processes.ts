import { readdir, readFile } from 'node:fs/promises'
import { findPostmasterPid } from '../../src/server/db/embedded/postmaster-pid.ts'

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

type Fits = (args: readonly string[], pid: number, parent: number) => boolean

/** Linux alone shows them so. */
async function listProcesses(fits: Fits): Promise<readonly number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The name of the program stands in parentheses and may hold anything.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (line !== '' && fits(line.split('\0'), Number(name), parent)) found.push(Number(name))
  }
  return found
}
