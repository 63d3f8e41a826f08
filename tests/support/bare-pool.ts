import pg from 'pg'

/** Connections as the program opens them, for tests of what is put on top of them. */
export function openBarePool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, pipeline: true })
  // A database that is dropped ends connections that are just ending.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
