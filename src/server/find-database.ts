import type { Config } from './config.ts'
import { startEmbeddedPostgres } from './db/embedded/index.ts'

export type OwnedDatabase = {
  /** Connects as the owner: for roles and migrations alone. */
  readonly ownerUrl: string
  stop(): Promise<void>
}

/** The PostgreSQL of `DATABASE_URL`, or the embedded one, started if it does not run. */
export async function findDatabase(config: Config, say: (line: string) => void): Promise<OwnedDatabase> {
  if (config.database.kind === 'external') {
    return { ownerUrl: config.database.ownerUrl, stop: async () => {} }
  }
  const embedded = await startEmbeddedPostgres({ folder: config.folder, log: say })
  return { ownerUrl: embedded.ownerUrl, stop: () => embedded.stop() }
}
