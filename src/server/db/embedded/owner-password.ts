import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rename, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { findOwner, hasCode, syncFolder } from './files.ts'
import { type Layout, UNFINISHED } from './layout.ts'

/**
 * The password of the database's owner. It is on the disk before the database is made with it, so that a start killed
 * in between leaves no database whose password nobody knows.
 */
export async function readOrMakeOwnerPassword(layout: Layout): Promise<string> {
  try {
    return (await readFile(layout.ownerPassword, 'utf8')).trim()
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  if ((await findOwner(layout.data)) !== null) {
    throw new EmbeddedPostgresError(
      `${layout.ownerPassword} is missing: without it nobody can sign in to the database in ${layout.data}. ` +
        'Put the file back from a back-up.',
    )
  }
  const password = randomBytes(32).toString('base64url')
  const unfinished = await mkdtemp(`${layout.ownerPassword}${UNFINISHED}`)
  await writeFile(join(unfinished, 'password'), `${password}\n`, { mode: 0o600, flush: true })
  await rename(join(unfinished, 'password'), layout.ownerPassword)
  await rmdir(unfinished)
  await syncFolder(layout.folder)
  return password
}
