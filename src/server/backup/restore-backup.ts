import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { err, ok, type Result } from '../../domain/result.ts'
import { isKnownMigration, migrate, migrateTo } from '../db/migrate.ts'
import { MATCHER_ROLE, WEB_ROLE } from '../db/roles.ts'
import { fileKey } from '../files/file-store.ts'
import { journalSigningKey, publicKeyText } from '../journal/signed-head.ts'
import { type Manifest, pathOfFile } from './manifest.ts'
import { findDamage, readManifest, readTable } from './read-backup.ts'
import {
  type AnyDb,
  type AnyTx,
  hashTable,
  insertRows,
  listTables,
  nameOf,
  refOf,
  settleOnOneText,
  type Table,
} from './tables.ts'
import { type VerifiedChains, verifyChains } from './verify-chains.ts'
import type { BackupParts } from './write-backup.ts'

export type RestoreParts = BackupParts & { readonly ownerUrl: string }

export type RestoreOptions = {
  /** Puts the backup in place of what is there. */
  readonly replace?: boolean
  /** Takes a backup that was made under another secret of the installation. */
  readonly otherSecret?: boolean
}

export type RestoreRefusal =
  | { readonly code: 'no-backup' | 'in-use' | 'not-empty' | 'newer' | 'other-secret' }
  /** Parts that are missing or changed; tables that came out otherwise; chains of the journal that do not hold. */
  | { readonly code: 'damaged'; readonly what: readonly string[] }

export type Restored = { readonly manifest: Manifest; readonly journal: VerifiedChains }

/**
 * Puts a backup into an empty installation: schema as of the backup, rows, uploaded files; looks whether every row and
 * every chain of the journals came out as it was, and then brings the schema up to date. All rows come in one transaction:
 * a restore that is refused or cut off leaves the tables empty. No other process may be at work on the database.
 *
 * Sign-ins and one-use links are not revived: what was ended or spent since the backup must not come back. The matcher
 * decides at its start what becomes of sessions whose keys or marks tell of a later state.
 */
export async function restoreBackup(
  parts: RestoreParts,
  folder: string,
  { replace = false, otherSecret = false }: RestoreOptions = {},
): Promise<Result<Restored, RestoreRefusal>> {
  const manifest = await readManifest(folder)
  if (!manifest) return err({ code: 'no-backup' })
  const damaged = await findDamage(folder, manifest)
  if (damaged.length > 0) return err({ code: 'damaged', what: damaged })
  if (!(await isKnownMigration(manifest.schemaVersion))) return err({ code: 'newer' })
  const signedBy = publicKeyText(journalSigningKey(parts.journalSecret))
  if (manifest.signedBy !== signedBy && !otherSecret) return err({ code: 'other-secret' })
  if (await isInUse(parts.db)) return err({ code: 'in-use' })
  if (!replace && (await hasRows(parts.db))) return err({ code: 'not-empty' })

  for (const { key } of manifest.files) {
    await parts.files.put(fileKey(key), await readFile(join(folder, pathOfFile(key))))
  }
  await dropSchema(parts.db)
  await migrateTo(parts.ownerUrl, manifest.schemaVersion)
  const filled = await fill(parts.db, folder, manifest)
  if (!filled.ok) return filled
  await migrate(parts.ownerUrl)
  return ok({ manifest, journal: filled.value })
}

/** Of our processes; the owner's own connections do not count. */
async function isInUse(db: AnyDb): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_stat_activity
    where datname = current_database() and usename in (${WEB_ROLE}, ${MATCHER_ROLE})`.execute(db)
  return rows.length > 0
}

async function hasRows(db: AnyDb): Promise<boolean> {
  for (const table of await listTables(db)) {
    const { rows } = await sql`select 1 from ${refOf(table)} limit 1`.execute(db)
    if (rows.length > 0) return true
  }
  return false
}

/** Tables refuse to be emptied, as they should: they are made anew. */
async function dropSchema(db: AnyDb): Promise<void> {
  await sql`
    drop schema if exists app cascade; drop schema if exists matcher cascade; drop schema if exists jobs cascade;
    drop table if exists kysely_migration, kysely_migration_lock`.execute(db)
}

function fill(
  db: AnyDb,
  folder: string,
  manifest: Manifest,
): Promise<Result<VerifiedChains, RestoreRefusal>> {
  return db.transaction().execute(async (tx) => {
    await settleOnOneText(tx)
    const tables = await listTables(tx)
    const wrong: string[] = []
    for (const table of tables) {
      const part = manifest.tables.find(({ name }) => name === nameOf(table))
      const sameColumns = part?.columns.join() === table.columns.join()
      if (sameColumns) await fillTable(tx, folder, table)
      const { rows, sha256 } = await hashTable(tx, table)
      if (!sameColumns || rows !== part?.rows || sha256 !== part.sha256) wrong.push(nameOf(table))
    }
    const unknown = manifest.tables.filter(({ name }) => !tables.some((table) => nameOf(table) === name))
    const journal = await verifyChains(tx)
    const what = [...wrong, ...unknown.map(({ name }) => name), ...journal.broken]
    if (what.length > 0) {
      await emptyAgain(tx)
      return err({ code: 'damaged', what })
    }
    await sql`delete from app.sign_ins; delete from app.verifications; delete from app.password_resets`.execute(
      tx,
    )
    return ok(journal)
  })
}

/** The rows are those of a database whose own rules had let them in: what they set off then has happened. */
async function fillTable(tx: AnyTx, folder: string, table: Table): Promise<void> {
  const name = refOf(table)
  await sql`alter table ${name} disable trigger user`.execute(tx)
  for await (const rows of readTable(folder, nameOf(table))) await insertRows(tx, table, rows)
  await sql`alter table ${name} enable trigger user`.execute(tx)
}

async function emptyAgain(tx: AnyTx): Promise<void> {
  await sql`drop schema app cascade; drop schema matcher cascade; drop schema jobs cascade;
    drop table kysely_migration, kysely_migration_lock`.execute(tx)
}
