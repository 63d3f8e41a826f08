import { type CompiledQuery, type Kysely, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openBareDatabase } from '../../tests/support/bare-database.ts'
import { waitUntilBlocked } from '../../tests/support/wait-until-blocked.ts'
import type { Db } from '../server/db/database.ts'
import { withLastWrite } from './last-write.ts'

type Tables = { kept: { id: number; aWord: string } }

let database: Awaited<ReturnType<typeof openBareDatabase<Tables>>>
let db: Kysely<Tables>

beforeAll(async () => {
  database = await openBareDatabase<Tables>(3)
  db = database.db
  await sql`create table kept (id int primary key, a_word text not null)`.execute(db)
})

beforeEach(async () => {
  await sql`truncate kept`.execute(db)
  await db.insertInto('kept').values({ id: 1, aWord: 'one' }).execute()
})

afterAll(async () => {
  vi.restoreAllMocks()
  await database.close()
})

const added = (id: number): CompiledQuery => db.insertInto('kept').values({ id, aWord: 'added' }).compile()
const changed = (id: number): CompiledQuery =>
  db.updateTable('kept').set({ aWord: 'changed' }).where('id', '=', id).compile()

const words = async () =>
  (await db.selectFrom('kept').select('aWord').orderBy('id').execute()).map(({ aWord }) => aWord)

const textOf = (query: unknown) =>
  typeof query === 'string' ? query : (query as { readonly text: string }).text

test('the commit is sent while the last write is not answered yet, and after it', async () => {
  const held = Promise.withResolvers<void>()
  const holds = Promise.withResolvers<void>()
  const holding = db.transaction().execute(async (tx) => {
    await tx.executeQuery(changed(1))
    holds.resolve()
    await held.promise
  })
  await holds.promise
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  const writing = withLastWrite(db, async (tx, last) => {
    await tx.executeQuery(added(2))
    await last(changed(1))
    return 'done'
  })
  await waitUntilBlocked(db as unknown as Db)
  const texts = sent.mock.calls.map(([query]: unknown[]) => textOf(query))
  sent.mockRestore()
  const ofWriting = texts.filter((text) => !text.includes('pg_'))
  expect(ofWriting).toEqual(['begin', added(2).sql, changed(1).sql, 'commit'])
  held.resolve()
  await holding
  expect(await writing).toBe('done')
  expect(await words()).toEqual(['changed', 'added'])
})

test('of a last write that fails its own failure is told, and nothing of the transaction stands', async () => {
  const failing = withLastWrite(db, async (tx, last) => {
    await tx.executeQuery(changed(1))
    await last(added(1))
  })
  await expect(failing).rejects.toThrow('duplicate key')
  expect(await words()).toEqual(['one'])
  // The connections go on.
  await Promise.all([2, 3, 4].map((id) => withLastWrite(db, (_, last) => last(added(id)))))
  expect(await words()).toHaveLength(4)
})

test('where the last write cannot be sent, nothing of the transaction stands', async () => {
  const failing = withLastWrite(db, async (tx, last) => {
    await tx.executeQuery(changed(1))
    vi.spyOn(tx.getExecutor(), 'provideConnection').mockRejectedValueOnce(new Error('no connection'))
    await last(added(2))
  })
  await expect(failing).rejects.toThrow('no connection')
  expect(await words()).toEqual(['one'])
})

test('work that fails after its last write is undone', async () => {
  const failing = withLastWrite(db, async (_, last) => {
    await last(added(2))
    throw new Error('on purpose')
  })
  await expect(failing).rejects.toThrow('on purpose')
  expect(await words()).toEqual(['one'])
})

test('a transaction without a last write is one like any other', async () => {
  const result = await withLastWrite(db, async (tx) => {
    await tx.executeQuery(added(2))
    return 'done'
  })
  expect([result, await words()]).toEqual(['done', ['one', 'added']])
})
