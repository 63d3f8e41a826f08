import { readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { hasCode } from './files.ts'
import { isLive } from './live-process.ts'

/** What the first process of a running PostgreSQL says about itself in its data folder. */
export type PostmasterPid = { readonly pid: number; readonly port: number }

/** Null where there is no such file, or none that makes sense. */
export async function findPostmasterPid(data: string): Promise<PostmasterPid | null> {
  const text = await readUnlessGone(fileIn(data))
  // Lines by PostgreSQL's pidfile.h: 1 process id, 2 data folder, 3 start time, 4 port.
  const [pid, , , port] = (text ?? '').split('\n').map((line) => Number.parseInt(line, 10))
  return pid !== undefined && pid > 0 && port !== undefined && port > 0 ? { pid, port } : null
}

/**
 * Removes what a killed server left. Only for a process that `isPostmaster` denies: PostgreSQL, like `pg_ctl status`,
 * takes any process that has got the recorded id since for its own server, and then refuses to start.
 */
export async function removePostmasterPid(data: string): Promise<void> {
  await rm(fileIn(data), { force: true })
}

/**
 * Whether that process is the PostgreSQL of this data folder. Where the system does not show a process's arguments,
 * any live process counts; whether it is our server is then for the connection to tell.
 */
export async function isPostmaster(pid: number, data: string): Promise<boolean> {
  if (process.platform !== 'linux') return isLive(pid)
  const args = await findArguments(pid)
  return args !== null && basename(args[0] ?? '') === 'postgres' && args.includes(data)
}

/** The arguments of a process; null if it is gone (a zombie counts as gone), or if the system does not show them. */
export async function findArguments(pid: number): Promise<string[] | null> {
  const text = await readUnlessGone(`/proc/${pid}/cmdline`)
  return text === null || text === '' ? null : text.replace(/\0$/, '').split('\0')
}

async function readUnlessGone(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    // ESRCH: the process ended between the opening and the reading of its file.
    if (hasCode(error, 'ENOENT', 'ESRCH')) return null
    throw error
  }
}

function fileIn(data: string): string {
  return join(data, 'postmaster.pid')
}
