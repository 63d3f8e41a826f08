import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { err, ok, type Result } from '../../domain/result.ts'
import { databaseClock } from '../db/clock.ts'
import { findSchemaVersion } from '../db/migrate.ts'
import { type FileStore, fileKey } from '../files/file-store.ts'
import { syncFolder } from '../files/sync-folder.ts'
import { journalSigningKey, publicKeyText } from '../journal/signed-head.ts'
import {
  type FilePart,
  MANIFEST,
  type Manifest,
  pathOfFile,
  pathOfTable,
  type TablePart,
} from './manifest.ts'
import {
  type AnyDb,
  type AnyTx,
  linesOf,
  listTables,
  nameOf,
  readRows,
  settleOnOneText,
  type Table,
} from './tables.ts'

export type BackupParts = {
  /** Connects as the owner. */
  readonly db: AnyDb
  readonly files: FileStore
  /** The secret that journals are signed with. */
  readonly journalSecret: string
}

/**
 * Writes a backup into a new folder, while the server runs or not: all tables as they are at one instant, and the
 * uploaded files that they name. The folder has its name when the backup is whole and on the disk, and not before. The
 * key folder is no part of it, nor is any secret of the installation.
 */
export async function writeBackup(
  parts: BackupParts,
  folder: string,
): Promise<Result<Manifest, 'exists' | 'no-schema'>> {
  if (existsSync(folder)) return err('exists')
  const schemaVersion = await findSchemaVersion(parts.db)
  if (schemaVersion === null) return err('no-schema')
  const draft = `${folder}.part`
  await rm(draft, { recursive: true, force: true })
  for (const name of ['tables', 'files']) await mkdir(join(draft, name), { recursive: true, mode: 0o700 })
  const { tables, fileKeys, madeAt } = await writeTables(parts.db, draft)
  const files: FilePart[] = []
  // A row is written after its file, and neither is ever deleted: what the rows name is there.
  for (const key of fileKeys) files.push(await copyFile(parts.files, key, draft))
  const signedBy = publicKeyText(journalSigningKey(parts.journalSecret))
  const manifest: Manifest = {
    format: 'backchannel-backup-1',
    madeAt,
    schemaVersion,
    signedBy,
    tables,
    files,
  }
  await withNewFile(join(draft, MANIFEST), (file) => file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`))
  for (const name of ['tables', 'files', '.']) await syncFolder(join(draft, name))
  await rename(draft, folder)
  await syncFolder(dirname(folder))
  return ok(manifest)
}

async function writeTables(db: AnyDb, draft: string) {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await settleOnOneText(tx)
      const tables: TablePart[] = []
      for (const table of await listTables(tx)) tables.push(await writeTable(tx, table, draft))
      const { rows } = await sql<{
        key: string
      }>`select file_key as key from app.documents order by 1`.execute(tx)
      return { tables, fileKeys: rows.map(({ key }) => key), madeAt: await databaseClock(tx) }
    })
}

async function writeTable(tx: AnyTx, table: Table, draft: string): Promise<TablePart> {
  const name = nameOf(table)
  const hash = createHash('sha256')
  let count = 0
  await withNewFile(join(draft, pathOfTable(name)), async (file) => {
    for await (const rows of readRows(tx, table)) {
      const lines = linesOf(rows)
      hash.update(lines)
      count += rows.length
      await file.appendFile(lines)
    }
  })
  return { name, columns: [...table.columns], rows: count, sha256: hash.digest('hex') }
}

async function copyFile(files: FileStore, key: string, draft: string): Promise<FilePart> {
  const bytes = await files.get(fileKey(key))
  await withNewFile(join(draft, pathOfFile(key)), (file) => file.writeFile(bytes))
  return { key, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

async function withNewFile(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await write(file)
    await file.sync()
  } finally {
    await file.close()
  }
}
