import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, type MigrationResultSet, Migrator } from 'kysely/migration'
import pg from 'pg'

const FOLDER = join(import.meta.dirname, '../../../migrations')

/**
 * Brings the schema up to date, as its owner. Several processes may do so at once: the migrator takes a lock.
 * Returns the names of what was applied. Throws on a failing migration or a schema newer than this code.
 */
export function migrate(ownerUrl: string): Promise<string[]> {
  return applied(ownerUrl, (migrator) => migrator.migrateToLatest())
}

/** As `migrate`, up to the migration named: for rows of that time. */
export function migrateTo(ownerUrl: string, name: string): Promise<string[]> {
  return applied(ownerUrl, (migrator) => migrator.migrateTo(name))
}

async function applied(
  ownerUrl: string,
  run: (migrator: Migrator) => Promise<MigrationResultSet>,
): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const { error, results } = await run(new Migrator({ db, provider: { getMigrations: readMigrations } }))
    if (error) throw error
    return (results ?? []).map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}

/** The last migration that this database has seen; null for one without any. */
export async function findSchemaVersion(db: Kysely<unknown>): Promise<string | null> {
  const known = await sql<{ found: boolean }>`
    select to_regclass('kysely_migration') is not null as found`.execute(db)
  if (!known.rows[0]?.found) return null
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name desc limit 1`.execute(db)
  return rows[0]?.name ?? null
}

export async function isKnownMigration(name: string): Promise<boolean> {
  return Object.hasOwn(await readMigrations(), name)
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
