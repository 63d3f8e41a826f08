import pg from 'pg'

/** What asking alone may change: the counts of attempts, and what a passkey's ceremony keeps. */
const BESIDES = new Set(['auth_rate_limits', 'verifications'])

export type DatabaseState = {
  /** A mark of all that is kept, the matcher's tables included: it stays the same while nothing changes. */
  read(): Promise<string>
  close(): Promise<void>
}

/** Looks at the whole database as its owner: whether a request changed anything is a question of two looks. */
export async function openDatabaseState(ownerUrl: string): Promise<DatabaseState> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const { rows } = await client.query<{ schemaname: string; tablename: string }>(
    `select schemaname, tablename from pg_tables where schemaname in ('app', 'matcher') order by 1, 2`,
  )
  const tables = rows.filter(({ tablename }) => !BESIDES.has(tablename))
  // Each row bears the transaction that wrote it last: with their number, that tells of every change.
  const marks = tables.map(({ schemaname, tablename }) => {
    const table = `${schemaname}.${tablename}`
    return `select '${table} ' || count(*) || ' ' || coalesce(max(xmin::text::int8), 0) as mark from ${table}`
  })
  const query = `select string_agg(mark, '; ' order by mark) as state from (${marks.join(' union all ')}) each`
  return {
    async read() {
      const result = await client.query<{ state: string }>(query)
      return result.rows[0]?.state ?? ''
    },
    close: () => client.end(),
  }
}
