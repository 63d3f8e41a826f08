import { chown, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import type { OsUser } from './database-user.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { syncFolder } from './files.ts'
import { type Layout, UNFINISHED } from './layout.ts'
import type { RunPostgresProgram } from './run-as.ts'

/** The role that owns the database and may do everything in it. */
export const OWNER = 'owner'

/**
 * Makes an empty cluster beside its place and renames it there when it is complete. One collation on every machine
 * (the built-in C.UTF-8), so that an index built here is right everywhere.
 */
export async function makeData(
  layout: Layout,
  user: OsUser | null,
  run: RunPostgresProgram,
  ownerPassword: string,
): Promise<void> {
  const unfinished = await mkdtemp(`${layout.data}${UNFINISHED}`) // mode 0700
  if (user !== null) await chown(unfinished, user.uid, user.gid)

  // initdb reads the password as the other user, who may not read ours: a copy of its own, for that moment.
  const passwordFile = `${unfinished}.password`
  try {
    await writeFile(passwordFile, `${ownerPassword}\n`, { mode: 0o600, flag: 'wx' })
    if (user !== null) await chown(passwordFile, user.uid, user.gid)
    const { exitCode, output } = await run('initdb', [
      ...['-D', unfinished, '-U', OWNER, '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    ])
    if (exitCode !== 0) throw new EmbeddedPostgresError(`The database could not be made: ${output}`)
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(unfinished, layout.data)
  await syncFolder(layout.folder)
}
