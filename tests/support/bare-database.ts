import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { preparingPool } from '../../src/postgres/preparing-pool.ts'
import { createTestDatabase } from './database.ts'

/** Connections as the program opens them, for tests of what is put on top of them. */
export function openBarePool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, pipeline: true })
  // A database that is dropped ends connections that are just ending.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** A database of the test's own over such connections, by names as the program writes them. */
export async function openBareDatabase<Tables>(max: number) {
  const { ownerUrl, drop } = await createTestDatabase()
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: preparingPool(openBarePool(ownerUrl, max)) }),
    plugins: [new CamelCasePlugin()],
  })
  return {
    db,
    async close() {
      await db.destroy()
      await drop()
    },
  }
}
