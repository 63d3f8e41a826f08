import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBareDatabase } from '../../tests/support/bare-database.ts'
import { partOf, writeAtOnce } from './write-at-once.ts'

type Tables = { kept: { id: number; aWord: string | null } }

let database: Awaited<ReturnType<typeof openBareDatabase<Tables>>>
let db: Kysely<Tables>

beforeAll(async () => {
  database = await openBareDatabase<Tables>(2)
  db = database.db
  await sql`create table kept (id int primary key, a_word text)`.execute(db)
  await sql`create function add_word(id int, word text) returns void language sql
    begin atomic insert into kept values (id, word); end`.execute(db)
})

afterAll(async () => {
  await database.close()
})

let built = 0
const added = partOf((tables: Kysely<Tables>, { id, aWord }: Tables['kept']) => {
  built += 1
  return tables.insertInto('kept').values({ id, aWord })
})
const changed = partOf((tables: Kysely<Tables>, { id, aWord }: Tables['kept']) =>
  tables.updateTable('kept').set({ aWord }).where('id', '=', id),
)
const called = partOf((_: Kysely<Tables>, { id, aWord }: Tables['kept']) => sql`add_word(${id}, ${aWord})`)

const rows = () => db.selectFrom('kept').selectAll().orderBy('id').execute()

test('parts of the same kind have each their own values, and each time others', async () => {
  await writeAtOnce(db, [added({ id: 1, aWord: 'one' }), added({ id: 2, aWord: null })])
  await writeAtOnce(db, [added({ id: 3, aWord: 'three' }), added({ id: 4, aWord: 'four' })])
  expect(built).toBe(2)
  await db.transaction().execute(async (tx) => {
    await writeAtOnce(tx, [changed({ id: 2, aWord: 'two' }), added({ id: 5, aWord: null })])
    await writeAtOnce(tx, [changed({ id: 5, aWord: 'five' })], [called({ id: 6, aWord: 'six' })])
    await writeAtOnce(tx, [], [called({ id: 7, aWord: 'seven' }), called({ id: 8, aWord: null })])
  })
  expect(await rows()).toEqual(
    ['one', 'two', 'three', 'four', 'five', 'six', 'seven', null].map((aWord, n) => ({ id: n + 1, aWord })),
  )
})

test('of a statement that fails nothing is done', async () => {
  const before = await rows()
  await expect(
    writeAtOnce(db, [changed({ id: 1, aWord: 'changed' }), added({ id: 2, aWord: 'again' })]),
  ).rejects.toThrow('duplicate key')
  expect(await rows()).toEqual(before)
})
