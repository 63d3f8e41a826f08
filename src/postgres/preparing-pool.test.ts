import { Kysely, PostgresDialect, sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBarePool } from '../../tests/support/bare-database.ts'
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { preparingPool } from './preparing-pool.ts'

type Tables = { kept: { id: number; word: string } }

let database: TestDatabase
let pool: pg.Pool
let db: Kysely<Tables>

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openBarePool(database.ownerUrl, 1)
  db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: preparingPool(pool) }) })
  await sql`create table kept (id int primary key, word text not null)`.execute(db)
})

beforeEach(async () => {
  await sql`truncate kept`.execute(db)
})

afterAll(async () => {
  await db.destroy()
  await database.drop()
})

async function preparedTexts(): Promise<string[]> {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db)
  return rows.map(({ statement }) => statement)
}

const findWord = (id: number) => db.selectFrom('kept').select('word').where('id', '=', id).executeTakeFirst()

test('a statement that finds a row by its key is prepared once; a page of a list is planned each time', async () => {
  await db.insertInto('kept').values({ id: 1, word: 'one' }).execute()
  expect([await findWord(1), await findWord(2)]).toEqual([{ word: 'one' }, undefined])
  await db.selectFrom('kept').select('word').orderBy('id').limit(5).execute()
  await db.selectFrom('kept').select('word').where('id', 'in', [1, 2]).execute()
  await db.selectFrom('kept').selectAll().where('id', '=', 1).execute()

  const prepared = (await preparedTexts()).filter((text) => text.includes('"kept"'))
  expect(prepared.sort()).toEqual([
    'insert into "kept" ("id", "word") values ($1, $2)',
    'select "word" from "kept" where "id" = $1',
  ])
})

test('what is written in a transaction that fails is undone, whether a read or a write comes first', async () => {
  for (const first of ['read', 'write']) {
    const failing = db.transaction().execute(async (tx) => {
      if (first === 'read') await tx.selectFrom('kept').select('id').execute()
      await tx.insertInto('kept').values({ id: 1, word: first }).execute()
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await findWord(1)).toBeUndefined()
  }
})

test('a statement that fails leaves the connection fit for the next transaction', async () => {
  const failing = db.transaction().execute(async (tx) => {
    await sql`select 1 / 0`.execute(tx)
  })
  await expect(failing).rejects.toThrow('division by zero')
  await db.transaction().execute((tx) => tx.insertInto('kept').values({ id: 2, word: 'two' }).execute())
  expect(await findWord(2)).toEqual({ word: 'two' })
})

test('what is sent in one go is done in its order, also where a write comes first and waits for `begin`', async () => {
  const client = await preparingPool(pool).connect()
  const add = (id: number) => client.query('insert into kept (id, word) values ($1, $2)', [id, 'x'])
  for (const [id, end] of [
    [4, 'rollback'],
    [5, 'commit'],
  ] as const) {
    await Promise.all([client.query('begin', []), add(id), client.query(end, [])])
  }
  client.release()
  expect([await findWord(4), await findWord(5)]).toEqual([undefined, { word: 'x' }])
})

test('nothing is written where a transaction could not be begun', async () => {
  const client = await pool.connect()
  const { query } = client
  // As by an administrator who cancels at this very moment: the connection lives on, without a transaction.
  client.query = ((config: unknown, values: unknown) =>
    Reflect.apply(query, client, [config === 'begin' ? 'begin nonsense' : config, values])) as typeof query
  client.release()
  try {
    const writing = db
      .transaction()
      .execute((tx) => tx.insertInto('kept').values({ id: 3, word: 'x' }).execute())
    await expect(writing).rejects.toThrow('syntax error')
    const reading = db.transaction().execute(async (tx) => {
      await tx.selectFrom('kept').select('id').execute()
      await tx.insertInto('kept').values({ id: 3, word: 'x' }).execute()
    })
    await expect(reading).rejects.toThrow('syntax error')
  } finally {
    client.query = query
  }
  expect(await findWord(3)).toBeUndefined()
})
