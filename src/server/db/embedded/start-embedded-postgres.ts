import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { chooseDatabaseUser } from './database-user.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { DATABASE, ensureDatabase } from './ensure-database.ts'
import { ensureServer } from './ensure-server.ts'
import { ensureFolder, sweepUnfinished } from './files.ts'
import { installBinaries } from './install-binaries.ts'
import { layoutOf } from './layout.ts'
import { makeData } from './make-data.ts'
import { ownerUrl } from './owner-connection.ts'
import { readOrMakeOwnerPassword } from './owner-password.ts'
import { getPlatformPackage } from './platform-package.ts'
import { findWayToRun } from './run-as.ts'
import type { Settings } from './server-arguments.ts'
import { supervise } from './supervise.ts'

export type EmbeddedPostgresOptions = {
  /** Holds everything of the database; made if it is not there. */
  readonly folder: string
  /** Takes lines of progress, for a person to read. They never hold data or passwords. */
  readonly log: (line: string) => void
  readonly settings?: Settings
}

export type EmbeddedPostgres = {
  /** Connects as the owner (a superuser) to the database of the product. */
  readonly ownerUrl: string
  readonly port: number
  /** Changes when the server died and was started again. */
  readonly postmasterPid: number
  /** Stops the server in order and resolves when it has ended. May be called more than once. */
  stop(): Promise<void>
}

/**
 * Starts real PostgreSQL in a folder of our own, on a free loopback port, and keeps it running until `stop`: if it
 * dies, it is started again on the same port. Whatever was killed at whatever moment before, this recovers.
 *
 * The caller holds the claim of the folder (`claimFolder`) until after `stop`.
 *
 * @throws EmbeddedPostgresError with a message for the person who starts the program
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, settings = {} } = options
  await ensureFolder(options.folder)
  const layout = layoutOf(await realpath(options.folder))
  assertUsablePath(layout.folder)
  const user = await chooseDatabaseUser(layout)
  await sweepUnfinished(layout.folder)

  const binaries = await installBinaries(getPlatformPackage(), layout, log)
  const run = await findWayToRun(binaries, user, log)
  const ownerPassword = await readOrMakeOwnerPassword(layout)
  if (!existsSync(layout.data)) {
    log('Making the database')
    await makeData(layout, user, run, ownerPassword)
  }

  const cluster = { layout, binaries, run, ownerPassword, settings, log }
  const server = await ensureServer(cluster, null)
  const address = { port: server.port, ownerPassword }
  await ensureDatabase(address)

  const supervision = supervise(cluster, server)
  return {
    ownerUrl: ownerUrl(address, DATABASE),
    port: server.port,
    get postmasterPid() {
      return supervision.server.pid
    },
    stop: supervision.stop,
  }
}

/** pg_ctl puts the path between double quotes into a line for the shell. */
function assertUsablePath(folder: string): void {
  if (process.platform !== 'win32' && /["$`\\\n]/.test(folder)) {
    throw new EmbeddedPostgresError(
      `PostgreSQL cannot be started in ${folder}: the path holds one of the characters " $ \` \\. ` +
        'Move the checkout, or set DATABASE_URL.',
    )
  }
}
