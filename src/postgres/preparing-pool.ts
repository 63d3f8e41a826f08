import type { Duplex } from 'node:stream'
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'
import { statementName } from './statement-name.ts'

/**
 * A pool for kysely that saves PostgreSQL and us what can be saved at each statement: one that comes again and again is
 * prepared once a connection, and `begin` is not waited for by itself.
 *
 * The pool has to be opened with `pipeline: true`: only then does `begin` go out together with what follows it.
 */
export function preparingPool(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => new PreparingClient(await pool.connect()),
    end: () => pool.end(),
    options: pool.options,
  }
}

class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient
  /** Sent, and not known yet to have worked. */
  #begun: Promise<unknown> | null = null
  /** Until a write that waits for `begin` is sent: what comes after it is sent after it. */
  #waiting: Promise<void> | null = null

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query<R>(
    sql: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof sql !== 'string') throw new Error('cursors are not for a connection that is pipelined')
    return sql === 'begin' ? this.#begin<R>() : this.#run<R>(sql, parameters)
  }

  release(destroy?: boolean): void {
    this.#begun = null
    this.#client.release(destroy)
  }

  async #begin<R>(): Promise<PostgresQueryResult<R>> {
    gather(this.#client)
    this.#begun = this.#client.query('begin')
    // Told to whoever asks next.
    this.#begun.catch(() => {})
    return { command: 'SELECT', rowCount: 0, rows: [] }
  }

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    while (this.#waiting !== null) await this.#waiting
    const begun = this.#begun
    this.#begun = null
    if (begun === null) return this.#send<R>(sql, parameters)
    // Should `begin` fail where the connection lives on, nothing may have been written outside of a transaction.
    if (!/^select\s/i.test(sql)) return this.#sendAfter<R>(begun, sql, parameters)
    const [result] = await Promise.all([this.#send<R>(sql, parameters), begun])
    return result
  }

  async #sendAfter<R>(
    begun: Promise<unknown>,
    sql: string,
    parameters: readonly unknown[],
  ): Promise<PostgresQueryResult<R>> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting = promise
    try {
      await begun
      // Not waited for here: what comes next goes out along with it.
      return this.#send<R>(sql, parameters)
    } finally {
      this.#waiting = null
      resolve()
    }
  }

  async #send<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    gather(this.#client)
    const name = statementName(sql)
    const query = { text: sql, values: [...parameters], ...(name === undefined ? {} : { name }) }
    const { command, rowCount, rows } = await this.#client.query<R & pg.QueryResultRow>(query)
    return { command: command as PostgresQueryResult<R>['command'], rowCount: rowCount ?? 0, rows }
  }
}

/** What is sent in one go leaves in one piece, however many messages it is made up of. */
function gather(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Duplex } }).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
}
