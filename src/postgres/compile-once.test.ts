import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBareDatabase } from '../../tests/support/bare-database.ts'
import { compileOnce } from './compile-once.ts'

type Tables = { kept: { id: number; aWord: string | null } }

let database: Awaited<ReturnType<typeof openBareDatabase<Tables>>>
let db: Kysely<Tables>

beforeAll(async () => {
  database = await openBareDatabase<Tables>(2)
  db = database.db
  await sql`create table kept (id int primary key, a_word text)`.execute(db)
  await db
    .insertInto('kept')
    .values([1, 2, 3].map((id) => ({ id, aWord: `word ${id}` })))
    .execute()
})

afterAll(async () => {
  await database.close()
})

let built = 0
const find = compileOnce((tables: Kysely<Tables>, { id, aWord }: { id: number; aWord: string }) => {
  built += 1
  return tables
    .selectFrom('kept')
    .select(['id', 'aWord', sql<number>`${id}::int + 1`.as('nextId')])
    .where('id', '=', id)
    .where(({ or, eb }) => or([eb('aWord', '=', aWord), eb('id', '=', sql.lit(3))]))
})

test('is built once, and answers each time for the values given, alike in a transaction and outside', async () => {
  expect(await find(db, { id: 1, aWord: 'word 1' })).toEqual([{ id: 1, aWord: 'word 1', nextId: 2 }])
  expect(await find(db, { id: 1, aWord: 'word 2' })).toEqual([])
  expect(await find(db, { id: 3, aWord: '' })).toEqual([{ id: 3, aWord: 'word 3', nextId: 4 }])
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('kept').values({ id: 4, aWord: null }).execute()
    expect(await find(tx, { id: 4, aWord: '' })).toEqual([])
    await tx.updateTable('kept').set({ aWord: 'word 4' }).where('id', '=', 4).execute()
    expect(await find(tx, { id: 4, aWord: 'word 4' })).toEqual([{ id: 4, aWord: 'word 4', nextId: 5 }])
  })
  expect(built).toBe(1)
})
