import { createHash, randomUUID } from 'node:crypto'
import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { emptyDatabase } from '../../../tests/support/cluster.ts'
import {
  createTwoLawyers,
  expectOk,
  hours,
  type Negotiation,
  openMatterForTwo,
  openSession,
} from '../../../tests/support/negotiation.ts'
import { openTable } from '../../../tests/support/table.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { openPool } from '../db/database.ts'
import { migrateTo } from '../db/migrate.ts'
import { makePdf } from '../documents/document.fixture.ts'
import { openFileStore } from '../files/file-store.ts'
import { exportJournal } from '../journal/export-journal.ts'
import { verifyJournal } from '../journal/verify-journal.ts'
import { MANIFEST, type Manifest } from './manifest.ts'
import { type RestoreOptions, type RestoreParts, restoreBackup } from './restore-backup.ts'
import type { AnyDb } from './tables.ts'
import { writeBackup } from './write-backup.ts'

/*
 * The drill: an installation with a matter in each state, backed up while it runs, put into an empty one, compared, and
 * then worked on.
 */
let server: TestServer
let live: Negotiation
let settled: Negotiation
let scratch: string
let backup: string
let manifest: Manifest

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'backchannel-backup-'))
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  const people = await createTwoLawyers(server)
  live = await openMatterForTwo(server, { people, caption: 'Live v. Opening' })
  settled = await openMatterForTwo(server, { people, caption: 'Settled v. Deal' })
  for (const negotiation of [live, settled]) {
    await openSession(negotiation)
    const table = openTable(negotiation, server.services)
    await table.enter('plaintiff', 'opening', 100_000_00n)
    await table.enter('plaintiff', 'opening', 90_000_00n)
    await table.enter('defendant', 'opening', 90_000_00n)
  }
  server.clock.advance(hours(48))
  await openTable(settled, server.services).read('plaintiff')
  expectOk(
    await server.services.messages.sendMessage(people.plaintiff.viewer, {
      matterId: settled.matterId,
      submissionId: randomUUID(),
      body: 'Enclosed, with a \\ backslash, "quotes", ümlauts\nand lines.',
      files: [{ name: 'enclosed.pdf', bytes: makePdf() }],
    }),
  )
  backup = join(scratch, 'backup')
  manifest = expectOk(await writeBackup(partsOf(server), backup))
})
afterAll(async () => {
  await Promise.all(opened.map((db) => db.destroy()))
  await server.close()
  await Promise.all(dropped.map((drop) => drop()))
  await rm(scratch, { recursive: true, force: true })
})

const opened: AnyDb[] = []
const dropped: (() => Promise<void>)[] = []

function openOwner(ownerUrl: string): AnyDb {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: openPool(ownerUrl, 'public', { max: 2, onError: () => {} }) }),
  })
  opened.push(db)
  return db
}

function partsOf({ ownerUrl, ctx }: TestServer): RestoreParts {
  return {
    db: openOwner(ownerUrl),
    ownerUrl,
    files: ctx.files,
    journalSecret: ctx.config.secrets.journal,
  }
}

/** An installation with nothing in it, and the same secret. */
async function emptyInstallation(): Promise<RestoreParts & { readonly folder: string }> {
  const { ownerUrl, drop } = await emptyDatabase(inject('clusterUrl'))
  dropped.push(drop)
  const folder = await mkdtemp(join(scratch, 'empty-'))
  return {
    ...partsOf(server),
    db: openOwner(ownerUrl),
    ownerUrl,
    folder,
    files: openFileStore(join(folder, 'files')),
  }
}

async function restored(options: RestoreOptions = {}) {
  const parts = await emptyInstallation()
  return { parts, result: await restoreBackup(parts, backup, options) }
}

/** A copy of the backup in which something is not as it was. */
async function changedBackup(change: (folder: string) => Promise<void>): Promise<string> {
  const folder = await mkdtemp(join(scratch, 'changed-'))
  await cp(backup, folder, { recursive: true })
  await change(folder)
  return folder
}

const changeManifest = async (folder: string, change: (manifest: Manifest) => unknown) => {
  const path = join(folder, MANIFEST)
  await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')))))
}

const LEFT_OUT = ['app.sign_ins', 'app.verifications', 'app.password_resets']
const tablesOf = ({ tables }: Manifest) => tables.filter(({ name }) => !LEFT_OUT.includes(name))

/** What the schema consists of besides rows: triggers and whether they are on, functions, grants, constraints. */
async function describeSchema(db: AnyDb): Promise<readonly string[]> {
  const { rows } = await sql<{ line: string }>`
    select 'trigger ' || tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text || ' ' || pg_get_triggerdef(oid) as line
      from pg_trigger where not tgisinternal
    union all select 'grants ' || c.oid::regclass || ' ' || coalesce(c.relacl::text, '-') || ' ' || coalesce((
        select string_agg(a.attname || ' ' || a.attacl::text, ' ' order by a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attacl is not null), '')
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('app', 'matcher', 'jobs') and c.relkind in ('r', 'p')
    union all select 'schema ' || nspname || ' ' || coalesce(nspacl::text, '-') from pg_namespace
      where nspname in ('app', 'matcher', 'jobs')
    union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace in ('app'::regnamespace, 'matcher'::regnamespace) and contype <> 'n'
    order by 1`.execute(db)
  return rows.map(({ line }) => line)
}

describe('a backup put into an empty installation', () => {
  it('comes out row by row and file by file as it was, with every chain of the journals whole', async () => {
    const { parts, result } = await restored()
    const { journal } = expectOk(result)
    expect(journal.broken).toEqual([])
    expect([journal.chains, journal.records > 10]).toEqual([6, true])

    const again = join(scratch, randomUUID())
    const second = expectOk(await writeBackup(parts, again))
    expect(tablesOf(second)).toEqual(tablesOf(manifest))
    expect(second.files).toEqual(manifest.files)
    expect(manifest.files).toHaveLength(1)
    expect(manifest.tables.find(({ name }) => name === 'app.entries')?.rows).toBe(6)
    expect(manifest.tables.find(({ name }) => name === 'matcher.records')?.rows).toBe(7)
  })

  it('has the triggers, grants and constraints that it had, and refuses to change what was recorded', async () => {
    const { parts, result } = await restored()
    expectOk(result)
    expect(await describeSchema(parts.db)).toEqual(await describeSchema(partsOf(server).db))
    const change = (statement: string) => sql.raw(statement).execute(parts.db)
    await expect(change('delete from app.journal')).rejects.toThrow('append-only')
    await expect(change('update app.deals set at = at + 1')).rejects.toThrow('append-only')
    await expect(change('delete from matcher.records')).rejects.toThrow('stay as they are')
  })

  it('goes on where it was, beside the key folder: the numbers that stood make their deal', async () => {
    const { parts, result } = await restored()
    expectOk(result)
    await cp(join(server.ctx.config.folder, 'keys'), join(parts.folder, 'keys'), { recursive: true })
    const over = await startTestServer({ clusterUrl: inject('clusterUrl'), over: parts })
    try {
      over.clock.set(server.clock.now())
      const table = openTable(live, over.services)
      const { deal } = await table.read('plaintiff')
      expect(deal?.dealNumberCents).toBe('9000000')
      const viewer = settled.people.defendant.viewer
      const file = await exportJournal(over.ctx, viewer, settled.matterId)
      expect(file && verifyJournal(file)).toEqual([])
      const { id } = await over.ctx.db.selectFrom('documents').select('id').executeTakeFirstOrThrow()
      const download = await over.services.documents.downloadDocument(viewer, settled.matterId, id)
      expect(download?.bytes.equals(makePdf())).toBe(true)
    } finally {
      await over.close()
    }
  })

  it('revives no sign-in and no link for a new password', async () => {
    const { parts, result } = await restored()
    expectOk(result)
    for (const table of LEFT_OUT) {
      const { rows } = await sql`select 1 from ${sql.table(table)}`.execute(parts.db)
      expect(rows).toEqual([])
    }
    expect(manifest.tables.find(({ name }) => name === 'app.sign_ins')?.rows).toBe(2)
  })

  it('of an older schema is brought up to date', async () => {
    const older = await emptyInstallation()
    await migrateTo(older.ownerUrl, '0008-practice-stays-practice')
    await sql`insert into app.users values (gen_random_uuid(), 'Dana', 'dana@example.com', true, null, false, 'party', '',
      'UTC', 0, now(), now())`.execute(older.db)
    const folder = join(scratch, randomUUID())
    const made = expectOk(await writeBackup(older, folder))
    expect(made.schemaVersion).toBe('0008-practice-stays-practice')
    const parts = await emptyInstallation()
    expectOk(await restoreBackup(parts, folder))
    const { rows } = await sql<{ name: string }>`select name from app.users`.execute(parts.db)
    expect(rows).toEqual([{ name: 'Dana' }])
    expect(await describeSchema(parts.db)).toEqual(await describeSchema(partsOf(server).db))
  })
})

describe('a restore is refused', () => {
  const refusal = async (parts: RestoreParts, folder: string, options?: RestoreOptions) => {
    const result = await restoreBackup(parts, folder, options)
    return result.ok ? 'restored' : result.error
  }
  const hasSchema = async ({ db }: RestoreParts) => {
    const { rows } = await sql`select 1 from pg_namespace where nspname = 'app'`.execute(db)
    return rows.length > 0
  }

  it('where something is there already, unless it is to take its place', async () => {
    const { parts, result } = await restored()
    expectOk(result)
    expect(await refusal(parts, backup)).toEqual({ code: 'not-empty' })
    await sql`update app.users set name = 'Somebody since'`.execute(parts.db)
    expect(await refusal(parts, backup, { replace: true })).toBe('restored')
    const { rows } = await sql`select 1 from app.users where name = 'Somebody since'`.execute(parts.db)
    expect(rows).toEqual([])
  })

  it('while another process works on the database', async () => {
    expect(await refusal({ ...partsOf(server) }, backup, { replace: true })).toEqual({ code: 'in-use' })
  })

  it('where a part is changed or missing, which is named; nothing is begun', async () => {
    const [file] = manifest.files
    const broken = await changedBackup(async (folder) => {
      await appendFile(join(folder, 'tables/app.users.jsonl'), ' ')
      await rm(join(folder, 'files', file?.key ?? ''))
    })
    const parts = await emptyInstallation()
    const what = ['tables/app.users.jsonl', `files/${file?.key}`]
    expect(await refusal(parts, broken)).toEqual({ code: 'damaged', what })
    expect(await hasSchema(parts)).toBe(false)
  })

  it('where a record of a journal was changed, manifest and all: the chain tells', async () => {
    const forged = await changedBackup(async (folder) => {
      const path = join(folder, 'tables/app.journal.jsonl')
      const text = (await readFile(path, 'utf8')).replace('number-entered', 'number-withdrawn')
      await writeFile(path, text)
      await changeManifest(folder, (before) => ({
        ...before,
        tables: before.tables.map((table) =>
          table.name === 'app.journal'
            ? { ...table, sha256: createHash('sha256').update(text).digest('hex') }
            : table,
        ),
      }))
    })
    const parts = await emptyInstallation()
    const chain = expect.stringMatching(/^[0-9a-f-]{36}\/(plaintiff|defendant)$/)
    expect(await refusal(parts, forged)).toEqual({ code: 'damaged', what: [chain] })
    expect(await hasSchema(parts)).toBe(false)
    expectOk(await restoreBackup(parts, backup))
  })

  it('of what is no backup, is newer than this program, or was made under another secret unless told', async () => {
    const parts = await emptyInstallation()
    expect(await refusal(parts, scratch)).toEqual({ code: 'no-backup' })
    const newer = await changedBackup((folder) =>
      changeManifest(folder, (before) => ({ ...before, schemaVersion: '9999-what-is-to-come' })),
    )
    expect(await refusal(parts, newer)).toEqual({ code: 'newer' })
    const elsewhere = { ...parts, journalSecret: 'of another installation' }
    expect(await refusal(elsewhere, backup)).toEqual({ code: 'other-secret' })
    expect(await refusal(elsewhere, backup, { otherSecret: true })).toBe('restored')
  })
})

describe('the folder of a backup', () => {
  it('is never written over', async () => {
    expect(await writeBackup(partsOf(server), backup)).toEqual({ ok: false, error: 'exists' })
  })

  it('holds no byte of the key folder and none of the secret of the installation', async () => {
    // Beside the keys lie marks, of sessions that the database knows too.
    const isKey = (name: string) => !name.startsWith('marks.')
    const keys = await readFiles(join(server.ctx.config.folder, 'keys'), isKey)
    const secrets = Object.values(server.ctx.config.secrets).map((secret) => Buffer.from(secret))
    expect(keys.length).toBeGreaterThan(0)
    const written = Buffer.concat(await readFiles(backup)).toString('latin1')
    expect(findPieces([...keys, ...secrets], written)).toEqual([])
    // The search finds what is there.
    const [key = Buffer.alloc(0)] = keys
    for (const encoding of ENCODINGS) {
      expect(findPieces(keys, `${written} x${key.toString(encoding)}`)).not.toEqual([])
    }
  })
})

const ENCODINGS = ['latin1', 'hex', 'base64', 'base64url'] as const
const PIECE_BYTES = 12

/** Every piece of them, in each way of writing it. Twelve bytes come to be anywhere by chance in no lifetime. */
function findPieces(secrets: readonly Buffer[], written: string): string[] {
  return secrets.flatMap((secret) =>
    ENCODINGS.flatMap((encoding) => {
      const found: string[] = []
      for (let at = 0; at + PIECE_BYTES <= secret.length; at += PIECE_BYTES) {
        const piece = secret.subarray(at, at + PIECE_BYTES).toString(encoding)
        if (written.includes(piece)) found.push(`${encoding} at ${at}`)
      }
      return found
    }),
  )
}

async function readFiles(folder: string, fits = (_name: string) => true): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && fits(entry.name))
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name))))
}
