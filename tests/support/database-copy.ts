import pg from 'pg'

export type CopiedSchema = 'app' | 'matcher'

export type DatabaseCopy = {
  /** Brings the tables back to what they were, all of them or those of one schema. */
  restore(...schemas: readonly CopiedSchema[]): Promise<void>
}

let copies = 0

/** A copy of every table, as a superuser makes one, kept beside them. */
export async function copyDatabase(ownerUrl: string): Promise<DatabaseCopy> {
  copies += 1
  const beside = `copy_${copies}`
  const tables = await asOwner(ownerUrl, async (owner) => {
    await owner.query(`create schema ${beside}`)
    const { rows } = await owner.query<{ schema: CopiedSchema; table: string }>(
      `select schemaname as schema, tablename as table from pg_tables where schemaname in ('app', 'matcher')`,
    )
    for (const { schema, table } of rows)
      await owner.query(`create table ${beside}."${schema}.${table}" as table ${schema}."${table}"`)
    return rows
  })
  return {
    restore: (...schemas) =>
      asOwner(ownerUrl, async (owner) => {
        await owner.query('begin')
        // Neither triggers nor foreign keys: as from a dump.
        await owner.query('set local session_replication_role = replica')
        for (const { schema, table } of tables) {
          if (schemas.length > 0 && !schemas.includes(schema)) continue
          await owner.query(`delete from ${schema}."${table}"`)
          await owner.query(`insert into ${schema}."${table}" select * from ${beside}."${schema}.${table}"`)
        }
        await owner.query('commit')
      }),
  }
}

async function asOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}
