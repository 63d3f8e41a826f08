import { chmod, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UNFINISHED } from './layout.ts'

type Ownership = { readonly uid: number; readonly gid: number }

/** Makes the folder if there is none, open to all whatever the umask: what is private lies in it with its own mode. */
export async function ensureFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true })
  if (made !== undefined) await chmod(folder, 0o755)
}

/** Who owns the path, or null where nothing is there. */
export async function findOwner(path: string): Promise<Ownership | null> {
  try {
    const { uid, gid } = await stat(path)
    return { uid, gid }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Removes what starts that were killed left half done in the folder. */
export async function sweepUnfinished(folder: string): Promise<void> {
  const unfinished = (await readdir(folder)).filter((name) => name.includes(UNFINISHED))
  for (const name of unfinished) {
    // An initdb whose parent was killed may still be writing there for a moment: hence the retries.
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

/** Makes a rename within the folder survive a power failure. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return // Windows cannot open a folder for this
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
