import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import { waitUntilBlocked } from '../../../tests/support/wait-until-blocked.ts'
import { type Db, openDatabase, openPool } from './database.ts'
import { isDatabaseAway } from './database-away.ts'

let database: TestDatabase
let watching: Db
beforeAll(async () => {
  database = await createTestDatabase()
  watching = openDatabase(openPool(database.ownerUrl, 'app', { onError: () => {} }))
})
afterAll(async () => {
  await watching.destroy()
  await database.drop()
})

/** What a statement is told by a real server that this is done to. */
async function failure(
  statement: string,
  options: {
    readonly url?: string
    readonly settings?: string
    readonly then?: (owner: pg.Client) => Promise<unknown>
  } = {},
): Promise<unknown> {
  const { url = database.ownerUrl, settings, then } = options
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  const pool = openPool(url, 'app', { onError: () => {} })
  try {
    const client = await pool.connect()
    if (settings) await client.query(settings)
    const answer = client.query(statement).then(
      () => 'no failure',
      (error: unknown) => error,
    )
    await then?.(owner)
    const failed = await answer
    client.release(true)
    return failed
  } catch (error) {
    return error
  } finally {
    await pool.end()
    await owner.end()
  }
}

const ending = (how: 'pg_terminate_backend' | 'pg_cancel_backend') => async (owner: pg.Client) => {
  await waitUntilBlocked(watching)
  await owner.query(
    `select ${how}(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
}

describe('the database is away', () => {
  const waits = 'lock table app.users in access exclusive mode'
  const locked = async (then: (owner: pg.Client) => Promise<unknown>, settings?: string) => {
    const holder = new pg.Client({ connectionString: database.ownerUrl })
    await holder.connect()
    await holder.query('begin')
    await holder.query(waits)
    try {
      const options = settings === undefined ? { then } : { then, settings }
      return await failure(`begin; ${waits}`, options)
    } finally {
      await holder.end()
    }
  }

  it('where a connection is ended, or its statement is', async () => {
    expect(await locked(ending('pg_terminate_backend'))).toSatisfy(isDatabaseAway)
    expect(await locked(ending('pg_cancel_backend'))).toSatisfy(isDatabaseAway)
  })

  it('where a statement or a lock takes too long', async () => {
    const nothing = async () => {}
    expect(await locked(nothing, 'set lock_timeout = 1')).toSatisfy(isDatabaseAway)
    expect(await locked(nothing, 'set statement_timeout = 1')).toSatisfy(isDatabaseAway)
  })

  it('where nothing listens', async () => {
    const url = new URL(database.ownerUrl)
    url.port = '1'
    expect(await failure('select 1', { url: url.href })).toSatisfy(isDatabaseAway)
  })

  it('and not where it refuses what it was asked for', async () => {
    expect(await failure('select 1/0')).not.toSatisfy(isDatabaseAway)
    expect(await failure('select nothing')).not.toSatisfy(isDatabaseAway)
    expect(await failure('insert into app.users select null')).not.toSatisfy(isDatabaseAway)
  })
})
