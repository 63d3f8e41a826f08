import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBareDatabase } from '../../tests/support/bare-database.ts'
import { waitUntilBlocked } from '../../tests/support/wait-until-blocked.ts'
import type { Db } from '../server/db/database.ts'
import { askTogether } from './ask-together.ts'
import { compileOnce } from './compile-once.ts'

type Tables = { kept: { id: number; aWord: string } }

let database: Awaited<ReturnType<typeof openBareDatabase<Tables>>>
let db: Kysely<Tables>

beforeAll(async () => {
  database = await openBareDatabase<Tables>(3)
  db = database.db
  await sql`create table kept (id int primary key, a_word text not null)`.execute(db)
  await db.insertInto('kept').values({ id: 1, aWord: 'one' }).execute()
})

afterAll(async () => {
  await database.close()
})

type Id = { readonly id: number }

const locked = compileOnce((tables: Kysely<Tables>, { id }: Id) =>
  tables.selectFrom('kept').select('id').where('id', '=', id).forUpdate(),
)
const read = compileOnce((tables: Kysely<Tables>, { id }: Id) =>
  tables.selectFrom('kept').select('aWord').where('id', '=', id),
)
const divided = compileOnce((tables: Kysely<Tables>, { id }: Id) =>
  tables.selectNoFrom(sql<number>`1 / ${id}::int`.as('part')),
)

test('what is read after a lock is what was committed while it was waited for', async () => {
  const held = Promise.withResolvers<void>()
  const holds = Promise.withResolvers<void>()
  const holding = db.transaction().execute(async (tx) => {
    await locked(tx, { id: 1 })
    holds.resolve()
    await held.promise
    await tx.updateTable('kept').set({ aWord: 'changed' }).where('id', '=', 1).execute()
  })
  await holds.promise
  const asking = db
    .transaction()
    .execute((tx) => askTogether(tx, [locked.of(tx, { id: 1 }), read.of(tx, { id: 1 })]))
  await waitUntilBlocked(db as unknown as Db)
  held.resolve()
  await holding
  expect(await asking).toEqual([[{ id: 1 }], [{ aWord: 'changed' }]])
})

test('after one that fails nothing is done, and that failure is told', async () => {
  const failing = db.transaction().execute(async (tx) => {
    await askTogether(tx, [divided.of(tx, { id: 0 }), read.of(tx, { id: 1 })])
  })
  await expect(failing).rejects.toThrow('division by zero')
  // The connection goes on.
  const [parts] = await db.transaction().execute((tx) => askTogether(tx, [divided.of(tx, { id: 1 })]))
  expect(parts).toEqual([{ part: 1 }])
})
