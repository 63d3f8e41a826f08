import { createDecipheriv } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { SealBinding } from '../../src/contract/sealing.ts'
import { SIDES, type Side } from '../../src/domain/side.ts'
import type { MatcherDatabase } from '../../src/matcher/database.ts'
import { openEnvelope } from '../../src/matcher/envelope.ts'
import { recipientOf } from '../../src/matcher/open-sealed.ts'

/** All that a superuser gets hold of: every value of every table, the tables' own files, and the write-ahead log. */
export type StolenDatabase = {
  readonly values: readonly Buffer[]
  /** In which sealed numbers and wrapped keys are looked for, byte by byte. */
  readonly files: readonly Buffer[]
  readonly sessions: readonly SessionRow[]
  readonly entries: readonly EntryRow[]
}

type SessionRow = {
  id: MatcherDatabase['sessions']['id']
  currency: MatcherDatabase['sessions']['currency']
  public_key: Buffer
} & { [S in Side as `${S}_seat_id`]: SealBinding['seatId'] }
type EntryRow = { session_id: SessionRow['id']; entry_id: SealBinding['entryId']; side: Side }

/** Where the log is now: what is written from here on can be stolen. */
export async function logPosition(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn')
  return rows[0]?.lsn ?? '0/0'
}

export async function stealDatabase(ownerUrl: string, logFrom: string): Promise<StolenDatabase> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    // Down to the files, as a copy of them would find it.
    await owner.query('checkpoint')
    const values = await everyValue(owner)
    const files = [...(await tableFiles(owner)), ...(await log(owner, logFrom))]
    const sessions = await owner.query<SessionRow>('select * from matcher.sessions')
    const entries = await owner.query<EntryRow>('select * from matcher.records where entry_id is not null')
    return { values, files, sessions: sessions.rows, entries: entries.rows }
  } finally {
    await owner.end()
  }
}

async function everyValue(owner: pg.Client): Promise<Buffer[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const values: Buffer[] = []
  for (const { name } of tables) {
    const { rows } = await owner.query<Record<string, unknown>>(`select * from ${name}`)
    for (const row of rows)
      for (const value of Object.values(row)) if (Buffer.isBuffer(value)) values.push(value)
  }
  return values
}

/** With what was changed and deleted and still lies there. */
async function tableFiles(owner: pg.Client): Promise<Buffer[]> {
  const { rows } = await owner.query<{ bytes: Buffer }>(
    `select pg_read_binary_file(pg_relation_filepath(c.oid)) as bytes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'matcher' and c.relkind = 'r'`,
  )
  return rows.map(({ bytes }) => bytes)
}

async function log(owner: pg.Client, from: string): Promise<Buffer[]> {
  const { rows } = await owner.query<{ bytes: Buffer }>(
    `select pg_read_binary_file('pg_wal/' || name) as bytes from pg_ls_waldir()
     where name between pg_walfile_name($1::pg_lsn) and pg_walfile_name(pg_current_wal_lsn())
     order by name`,
    [from],
  )
  return rows.map(({ bytes }) => bytes)
}

const WRAPPED_BYTES = 1 + 12 + 32 + 16
const ENVELOPE_BYTES = 113

export type Opened = {
  /** Private keys that came out of what was stolen. */
  readonly keys: number
  /** Numbers by the session that they were entered in. */
  readonly numbersOf: (sessionId: string) => number
}

/** Tries every key file on whatever may be a wrapped key, and every key that comes of it on whatever may be an envelope. */
export async function openWhatOpens(stolen: StolenDatabase, keyFolder: string): Promise<Opened> {
  const files = (await readdir(keyFolder)).filter((name) => name.endsWith('.key'))
  const dayKeys = await Promise.all(files.map((name) => readFile(join(keyFolder, name))))
  const wrapped = valuesOf(stolen, WRAPPED_BYTES)
  const envelopes = valuesOf(stolen, ENVELOPE_BYTES)
  const numbers = new Map<string, Set<string>>()
  let keys = 0
  for (const session of stolen.sessions) {
    const found = distinct(
      wrapped.flatMap((each) => dayKeys.flatMap((dayKey) => unwrap(dayKey, session.id, each) ?? [])),
    )
    keys += found.length
    for (const privateKey of found) {
      for (const envelope of envelopes) {
        const entryId = opens(session, privateKey, envelope, stolen.entries)
        if (entryId === null) continue
        numbers.set(session.id, (numbers.get(session.id) ?? new Set()).add(entryId))
      }
    }
  }
  return { keys, numbersOf: (sessionId) => numbers.get(sessionId)?.size ?? 0 }
}

/**
 * Values of that length: those of the tables, and in the files whatever stands behind the byte by which PostgreSQL says that a
 * value of that length follows.
 */
function valuesOf({ values, files }: StolenDatabase, length: number): Buffer[] {
  const header = ((length + 1) << 1) | 1
  return distinct([
    ...values.filter((value) => value.length === length),
    ...files.flatMap((file) => slices(file, Buffer.of(header, length === WRAPPED_BYTES ? 1 : 4), length)),
  ])
}

function slices(file: Buffer, start: Buffer, length: number): Buffer[] {
  const found: Buffer[] = []
  for (let at = file.indexOf(start); at !== -1; at = file.indexOf(start, at + 1)) {
    if (at + 1 + length <= file.length) found.push(file.subarray(at + 1, at + 1 + length))
  }
  return found
}

function distinct(found: readonly Buffer[]): Buffer[] {
  return [...new Map(found.map((each) => [each.toString('latin1'), each])).values()]
}

function unwrap(dayKey: Buffer, sessionId: string, wrapped: Buffer): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', dayKey, wrapped.subarray(1, 13))
  decipher.setAAD(Buffer.from(sessionId))
  decipher.setAuthTag(wrapped.subarray(45))
  const privateKey = decipher.update(wrapped.subarray(13, 45))
  try {
    decipher.final()
    return privateKey
  } catch {
    return null
  }
}

/** The entry that the envelope was sealed for, if it opens as any entry of the session. */
function opens(
  session: SessionRow,
  privateKey: Buffer,
  envelope: Buffer,
  entries: readonly EntryRow[],
): string | null {
  const keys = recipientOf(privateKey, session.public_key)
  for (const { session_id, entry_id: entryId } of entries) {
    if (session_id !== session.id) continue
    for (const side of SIDES) {
      for (const step of ['opening', 'adjustment'] as const) {
        const seatId = session[`${side}_seat_id`]
        const binding = { sessionId: session.id, side, seatId, entryId, currency: session.currency, step }
        if (openEnvelope(keys, envelope, binding) !== null) return entryId
      }
    }
  }
  return null
}
