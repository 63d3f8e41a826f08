import { dirname } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { findOwner } from './files.ts'
import type { Layout } from './layout.ts'

/** A user of the operating system, by its numbers. */
export type OsUser = { readonly uid: number; readonly gid: number }

const ROOT = 0
const NOBODY = 65534

/**
 * The user PostgreSQL runs as, or null for the one we are ourselves: PostgreSQL refuses to run as root, so root gives
 * it to the owner of the data, else to the owner of the checkout, else to nobody.
 */
export async function chooseDatabaseUser(layout: Layout): Promise<OsUser | null> {
  const ourUid = process.getuid?.()
  if (ourUid === undefined) return null // Windows
  if (ourUid !== ROOT) {
    await assertAllIsOurs(layout, ourUid)
    return null
  }

  const dataOwner = await findOwner(layout.data)
  if (dataOwner?.uid === ROOT) {
    throw new EmbeddedPostgresError(
      `${layout.data} belongs to root, and PostgreSQL refuses to run as root. ` +
        `Hand it to another user, for example with: chown -R ${NOBODY}:${NOBODY} '${layout.data}'`,
    )
  }
  const owner = dataOwner ?? (await findOwner(dirname(layout.folder)))
  if (owner === null || owner.uid === ROOT) return { uid: NOBODY, gid: NOBODY }
  // The group of root would be more than PostgreSQL needs.
  return { uid: owner.uid, gid: owner.gid === ROOT ? NOBODY : owner.gid }
}

/** What root once started here is closed to us: said once and clearly, not by the first file that cannot be read. */
async function assertAllIsOurs(layout: Layout, ourUid: number): Promise<void> {
  for (const path of [layout.folder, layout.data, layout.postgres, layout.ownerPassword]) {
    const owner = await findOwner(path)
    if (owner === null || owner.uid === ourUid) continue
    throw new EmbeddedPostgresError(
      `The database in ${layout.folder} was made by another user (${path} belongs to uid ${owner.uid}). ` +
        `Start as that user, or stop it and hand it over with: sudo chown -R ${ourUid} '${layout.folder}'`,
    )
  }
}
