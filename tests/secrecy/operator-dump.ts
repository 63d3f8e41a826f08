import type pg from 'pg'

export type DumpedTable = {
  readonly table: string
  /** As JSON, in an order of their own; what is sealed shows its length alone. */
  readonly rows: readonly string[]
  readonly sealed: readonly string[]
}

/** Sealed numbers, and hashes over them. Of them and of `MADE_ANEW` the length is compared; of every other column, all. */
const SEALED: ReadonlySet<string> = new Set([
  'matcher.records.envelope',
  'matcher.records.envelope_sha256',
  'matcher.standing.envelope',
])

/** What else chance makes anew: the keys of a session that a world proposes, hashes of bodies in which a number is sealed. */
const MADE_ANEW: ReadonlySet<string> = new Set([
  'app.idempotency_keys.body_sha256',
  'matcher.sessions.public_key',
  'matcher.sessions.wrapped_private_key',
  'app.sessions.public_key',
])

/** The job queue tidies its own tables up by the machine's time: what is put into it is looked at on its way there. */
const TABLES = `
  select format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'kept', 'jobs')
  order by 1`

/** All rows of every table of every schema of ours, as the superuser reads them. */
export async function dumpTables(client: pg.Client): Promise<DumpedTable[]> {
  const tables = (await client.query<{ name: string }>(TABLES)).rows
  const dumped: DumpedTable[] = []
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: Record<string, unknown> }>(
      `select row_to_json(t) as row from ${name} t`,
    )
    const sealed: string[] = []
    const masked = rows.map(({ row }) =>
      JSON.stringify(
        Object.entries(row).map(([column, value]) => {
          const of = `${name}.${column}`
          if (typeof value !== 'string') return [column, value]
          if (SEALED.has(of)) sealed.push(value)
          if (SEALED.has(of) || MADE_ANEW.has(of)) return [column, `${value.length} characters`]
          return [column, value]
        }),
      ),
    )
    dumped.push({ table: name, rows: masked.sort(), sealed })
  }
  return dumped
}
