import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'

const FOLDER = join(import.meta.dirname, '../../../migrations')

/**
 * Brings the schema up to date, as its owner. Several processes may do so at once: the migrator takes a lock.
 * Returns the names of what was applied. Throws on a failing migration or a schema newer than this code.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const { error, results } = await new Migrator({
      db,
      provider: { getMigrations: readMigrations },
    }).migrateToLatest()
    if (error) throw error
    return (results ?? []).map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(FOLDER)).filter((file) => /^\d{4}-.*\.ts$/.test(file)).sort()
  const migrations: Record<string, Migration> = {}
  for (const file of files) {
    const module: { up: Migration['up'] } = await import(join(FOLDER, file))
    migrations[file.replace(/\.ts$/, '')] = { up: module.up }
  }
  return migrations
}
