import pg from 'pg'

/** All rows of a database as they were at one moment, to go back to as often as wanted. */
export type KeptTables = {
  restore(): Promise<void>
  close(): Promise<void>
}

const TABLES = `
  select n.nspname as schema, c.relname as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'kept')
  order by 1, 2`

const SEQUENCES = `
  select schemaname as schema, sequencename as name, start_value::text as start, last_value::text as last
  from pg_sequences order by 1, 2`

/**
 * Keeps the rows of every table of every schema, and where each sequence stands. As the owner, who may do without
 * triggers and references: nothing of the program is run by going back.
 */
export async function keepTables(ownerUrl: string): Promise<KeptTables> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const tables = (await client.query<{ schema: string; name: string }>(TABLES)).rows
  const sequences = (
    await client.query<{ schema: string; name: string; start: string; last: string | null }>(SEQUENCES)
  ).rows
  const kept = (index: number) => `kept.t${index}`
  await client.query('drop schema if exists kept cascade; create schema kept')
  const back: string[] = []
  for (const [index, { schema, name }] of tables.entries()) {
    const table = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`
    await client.query(`create table ${kept(index)} as table ${table}`)
    back.push(`delete from ${table}`, `insert into ${table} overriding system value table ${kept(index)}`)
  }
  for (const { schema, name, start, last } of sequences) {
    const sequence = client.escapeLiteral(
      `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`,
    )
    back.push(`select setval(${sequence}, ${last ?? start}, ${last !== null})`)
  }
  const script = ['begin', 'set local session_replication_role = replica', ...back, 'commit'].join(';\n')
  return {
    async restore() {
      await client.query(script)
    },
    close: () => client.end(),
  }
}
