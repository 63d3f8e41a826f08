import { Kysely, PostgresDialect } from 'kysely'
import type { Config } from '../config.ts'
import { openPool } from '../db/database.ts'
import { claimFolder, findRunningOwnerUrl } from '../db/embedded/index.ts'
import { ensureRoles } from '../db/roles.ts'
import { openFiles } from '../files/open-files.ts'
import { findDatabase } from '../find-database.ts'
import { StartError } from '../start-error.ts'
import type { RestoreParts } from './restore-backup.ts'

export type OpenInstallation = { readonly parts: RestoreParts; close(): Promise<void> }

/**
 * The database and the files of an installation, for a program that is not its server. Its embedded database is started
 * where it does not run, and used where the server has it running, unless `alone`. Throws `StartError`.
 */
export async function openInstallation(
  config: Config,
  say: (line: string) => void,
  { alone }: { readonly alone: boolean },
): Promise<OpenInstallation> {
  const database = await openDatabaseOf(config, say, alone)
  // Whatever is asked over a connection that breaks rejects.
  const pool = openPool(database.ownerUrl, 'public', { max: 2, onError: () => {} })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  await ensureRoles(database.ownerUrl, config.secrets.webRolePassword)
  return {
    parts: {
      db,
      ownerUrl: database.ownerUrl,
      files: await openFiles(config.files),
      journalSecret: config.secrets.journal,
    },
    async close() {
      await db.destroy()
      await database.stop()
    },
  }
}

async function openDatabaseOf(config: Config, say: (line: string) => void, alone: boolean) {
  if (config.database.kind === 'external') return findDatabase(config, say)
  const claim = await claimFolder(config.folder)
  if (claim.ok) {
    const database = await findDatabase(config, say)
    return {
      ownerUrl: database.ownerUrl,
      async stop() {
        await database.stop()
        await claim.value.release()
      },
    }
  }
  if (alone) throw new StartError(`Backchannel runs on ${config.folder}; stop it first.`)
  const ownerUrl = await findRunningOwnerUrl(config.folder)
  if (ownerUrl === null) throw new StartError('The database is just starting or stopping; try again.')
  return { ownerUrl, stop: async () => {} }
}
