import { Client } from 'pg'
import { OWNER } from './make-data.ts'

export type Address = { readonly port: number; readonly ownerPassword: string }

export function ownerUrl({ port, ownerPassword }: Address, database: string): string {
  return `postgres://${OWNER}:${ownerPassword}@127.0.0.1:${port}/${database}`
}

/** Does some work over one connection of the owner to a database of the server. */
export async function withOwnerConnection<T>(
  address: Address,
  database: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString: ownerUrl(address, database),
    ssl: false,
    connectionTimeoutMillis: 5_000,
  })
  // A connection that breaks rejects the query; without a listener it would also end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
