import type { PostgresPool } from 'kysely'
import type pg from 'pg'
import { statementName } from '../../../src/postgres/statement-name.ts'

/** One statement about to run on a backend; `begin`, `commit` and `rollback` are statements too. */
export type Statement = {
  readonly sql: string
  readonly backend: number
  /** As it is, or as the gate has changed it. */
  run(sql?: string): Promise<unknown>
}

/** Lets a statement through, or rejects in its place. */
export type Gate = (statement: Statement) => Promise<unknown>

/**
 * The same connections, each of whose statements passes through the gate. It is no pool of pg's, so that kysely uses it as it is:
 * every statement is sent by itself, `begin` too. They are prepared as the shipped program prepares them.
 */
export function gatedPool(pool: pg.Pool, gate: Gate): PostgresPool {
  return {
    options: pool.options,
    connect: async () => gatedClient(await pool.connect(), gate),
    end: () => pool.end(),
  }
}

function gatedClient(client: pg.PoolClient, gate: Gate): pg.PoolClient {
  let before: Promise<unknown> = Promise.resolve()
  const query = (sql: string, values: unknown[] = []) => {
    const run = (text = sql): Promise<unknown> => {
      const name = statementName(text)
      return client.query(name === undefined ? { text, values } : { name, text, values })
    }
    // Of statements that are sent in one go each comes to the gate when the one before it is done.
    const result = before.then(() => gate({ sql, backend: backendOf(client), run }))
    before = result.catch(() => {})
    return result
  }
  return new Proxy(client, {
    get(target, name) {
      if (name === 'query') return query
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** The driver knows it from the start of the connection, and its types do not. */
function backendOf(client: pg.PoolClient): number {
  const { processID } = client as pg.PoolClient & { readonly processID?: unknown }
  if (typeof processID !== 'number') throw new Error('a connection without its backend')
  return processID
}

/**
 * Asks the server, over a connection of its own, which backends wait for a lock that a client of this database holds. A commit
 * that notifies waits for one in any other database too, for a moment that belongs to no order of steps.
 */
export function blockedBackends(client: pg.Client) {
  return async (backends: readonly number[]): Promise<ReadonlySet<number>> => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from unnest($1::int[]) as pid
       where exists (
         select from unnest(pg_blocking_pids(pid)) as holder
         join pg_stat_activity on pg_stat_activity.pid = holder
         where backend_type = 'client backend' and datname = current_database())`,
      [backends],
    )
    return new Set(rows.map(({ pid }) => pid))
  }
}
