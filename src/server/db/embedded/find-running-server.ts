import { readFile, realpath } from 'node:fs/promises'
import { DATABASE } from './ensure-database.ts'
import { hasCode } from './files.ts'
import { layoutOf } from './layout.ts'
import { ownerUrl } from './owner-connection.ts'
import { findPostmasterPid, isPostmaster } from './postmaster-pid.ts'

/** The owner's address of the server that another process of ours has running in the folder; null where none runs. */
export async function findRunningOwnerUrl(folder: string): Promise<string | null> {
  const layout = layoutOf(await realpath(folder))
  const found = await findPostmasterPid(layout.data)
  if (found === null || !(await isPostmaster(found.pid, layout.data))) return null
  try {
    const ownerPassword = (await readFile(layout.ownerPassword, 'utf8')).trim()
    return ownerUrl({ port: found.port, ownerPassword }, DATABASE)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}
