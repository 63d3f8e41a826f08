import { type Address, withOwnerConnection } from './owner-connection.ts'

/** The database of the product within the embedded server. */
export const DATABASE = 'backchannel'

/** Makes the database if there is none yet; `initdb` makes only those of PostgreSQL itself. */
export async function ensureDatabase(address: Address): Promise<void> {
  await withOwnerConnection(address, 'postgres', async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`)
  })
}
