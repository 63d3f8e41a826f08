import { createHash } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'

/** A table as PostgreSQL knows it. Columns in their order, those of the primary key (or none) for the order of rows. */
export type Table = {
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
  readonly keyColumns: readonly string[]
}

export type AnyDb = Kysely<unknown>
export type AnyTx = Transaction<unknown>

const BATCH_ROWS = 500

/** Jobs are none of it: the sweeps make them anew from what is due. */
const SCHEMAS = ['app', 'matcher']

export const nameOf = ({ schema, name }: Table) => `${schema}.${name}`

/** All tables of ours, those that others refer to first, so that they can be filled in this order. */
export async function listTables(db: AnyDb): Promise<readonly Table[]> {
  const { rows } = await sql<Table & { refersTo: string[] }>`
    select n.nspname as schema, c.relname as name,
      (select coalesce(array_agg(a.attname::text order by a.attnum), '{}') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select coalesce(array_agg(a.attname::text order by k.position), '{}')
        from pg_index i, unnest(i.indkey::int2[]) with ordinality k (attnum, position), pg_attribute a
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum) as "keyColumns",
      (select coalesce(array_agg(distinct f.confrelid::regclass::text), '{}') from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as "refersTo"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = any (${SCHEMAS})
    order by n.nspname, c.relname`.execute(db)
  const waiting = new Map(rows.map((table) => [nameOf(table), table]))
  const ordered: Table[] = []
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, { refersTo }]) => !refersTo.some((name) => waiting.has(name)))
    if (ready.length === 0) throw new Error(`tables refer to each other in a ring: ${[...waiting.keys()]}`)
    for (const [name, { refersTo: _, ...table }] of ready) {
      ordered.push(table)
      waiting.delete(name)
    }
  }
  return ordered
}

/** So that a value has one text, whoever reads it and wherever; and as long as it takes. */
export async function settleOnOneText(tx: AnyTx): Promise<void> {
  await sql`
    set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
    set local bytea_output = 'hex'; set local extra_float_digits = 1; set local statement_timeout = 0;
    set local idle_in_transaction_session_timeout = 0`.execute(tx)
}

/**
 * The rows of a table in an order that depends on nothing but them, each in PostgreSQL's own text for it, by which it can
 * be put back to the last bit; some at a time.
 */
export async function* readRows(tx: AnyTx, table: Table): AsyncGenerator<readonly string[]> {
  const order =
    table.keyColumns.length === 0
      ? sql`t::text collate "C"`
      : sql.join(table.keyColumns.map((column) => sql`t.${sql.ref(column)}::text collate "C"`))
  await sql`declare rows_of_table cursor for select t::text as row from ${refOf(table)} t order by ${order}`.execute(
    tx,
  )
  for (;;) {
    const fetched = await sql<{ row: string }>`fetch ${sql.lit(BATCH_ROWS)} from rows_of_table`.execute(tx)
    if (fetched.rows.length === 0) break
    yield fetched.rows.map(({ row }) => row)
  }
  await sql`close rows_of_table`.execute(tx)
}

/** One row a line, as JSON text: whatever a row holds, a line of the file is a row. */
export const linesOf = (rows: readonly string[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** How many rows a table has, and the SHA-256 that the file of it would have. */
export async function hashTable(
  tx: AnyTx,
  table: Table,
): Promise<{ readonly rows: number; readonly sha256: string }> {
  const hash = createHash('sha256')
  let count = 0
  for await (const rows of readRows(tx, table)) {
    hash.update(linesOf(rows))
    count += rows.length
  }
  return { rows: count, sha256: hash.digest('hex') }
}

export async function insertRows(tx: AnyTx, table: Table, rows: readonly string[]): Promise<void> {
  const name = refOf(table)
  await sql`insert into ${name} select * from unnest(${rows}::text[]::${name}[])`.execute(tx)
}

export const refOf = ({ schema, name }: Pick<Table, 'schema' | 'name'>) => sql.table(`${schema}.${name}`)
