import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely'
import pg from 'pg'
import { preparingPool } from '../../postgres/preparing-pool.ts'
import type { Database } from './schema.ts'

export type Db = Kysely<Database>
export type Tx = Transaction<Database>

/** int8 arrives as a number: instants and counts fit. Amounts are read with `::text`, or are within 2^53. */
const INT8_OID = 20
pg.types.setTypeParser(INT8_OID, (value) => {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new Error('an int8 of the database is beyond what a number holds')
  return number
})

export type PoolOptions = {
  readonly max?: number
  /** How long a statement waits for a lock before it gives up: `isDatabaseAway` then. */
  readonly lockTimeoutMs?: number
  readonly onError: (error: Error) => void
}

/** Longer than a session is held by whoever is at work on it, the matcher's time-out aside. */
const LOCK_TIMEOUT_MS = 10_000

export function openPool(url: string, searchPath: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    pipeline: true,
    max: options.max ?? 10,
    options: `-c search_path=${searchPath}`,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    lock_timeout: options.lockTimeoutMs ?? LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: 60_000,
  })
  // A server that was killed breaks connections, idle or at work; without a listener either ends the process.
  pool.on('error', options.onError)
  pool.on('connect', (client) => client.on('error', options.onError))
  return pool
}

/** A pool that somebody looks into is taken as it is. */
export function openDatabase(pool: pg.Pool | PostgresPool): Db {
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool: pool instanceof pg.Pool ? preparingPool(pool) : pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
