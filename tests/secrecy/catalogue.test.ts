import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MATCHER_ROLE, WEB_ROLE } from '../../src/server/db/roles.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

/** What the database itself knows of its tables: asked of its catalogue, so that a new migration is held to it too. */
let database: TestDatabase
let owner: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

async function list(query: string, values: readonly unknown[] = []): Promise<string[]> {
  const { rows } = await owner.query<{ found: string }>(query, [...values])
  return rows.map(({ found }) => found).sort()
}

/** Sealed numbers, what is made of them, and private keys. */
const SECRET = '(envelope|sealed|wrapped|private)'

test('no index, unique or foreign key is over what is sealed', async () => {
  const indexed = await list(
    `select c.relname || ' of ' || a.attrelid::regclass as found
     from pg_index i join pg_class c on c.oid = i.indexrelid
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where a.attname ~ $1 and a.attrelid::regclass::text !~ '^pg_'`,
    [SECRET],
  )
  const keys = await list(
    `select k.conname || ' of ' || k.conrelid::regclass as found
     from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
     where a.attname ~ $1 and k.contype in ('p', 'u', 'f', 'x')`,
    [SECRET],
  )
  expect([...indexed, ...keys]).toEqual([])
})

test('what a constraint says of something sealed is its length, or that it is there', async () => {
  const said = await list(
    `select pg_get_constraintdef(k.oid) as found
     from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
     where a.attname ~ $1 and k.contype = 'c'`,
    [SECRET],
  )
  const about = /^CHECK \(\(.*(\blength\(\w+\) = \d+|IS (NOT )?NULL).*\)\)$/
  expect(said.length).toBeGreaterThan(0)
  expect(said.filter((each) => !about.test(each))).toEqual([])
})

test('an amount in the clear stands where both sides know it, and nowhere else', async () => {
  const amounts = await list(
    `select c.table_schema || '.' || c.table_name || '.' || c.column_name as found
     from information_schema.columns c
     where c.column_name ~ '(cents|amount|number|demand|offer|figure)'
       and c.table_schema not in ('pg_catalog', 'information_schema')`,
  )
  expect(amounts).toEqual([
    'app.deals.bonus_cents',
    'app.deals.deal_number_cents',
    'app.deals.settlement_cents',
    'app.matters.amount_in_dispute_cents',
    'app.matters.case_number',
  ])
})

test('neither role owns a table, by-passes a rule or may become the other', async () => {
  const roles = [WEB_ROLE, MATCHER_ROLE]
  const strong = await list(
    `select rolname as found from pg_roles
     where rolname = any ($1) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    [roles],
  )
  const owned = await list(
    `select c.oid::regclass::text as found from pg_class c join pg_roles r on r.oid = c.relowner
     where r.rolname = any ($1)`,
    [roles],
  )
  const members = await list(
    `select m.roleid::regrole::text as found from pg_auth_members m join pg_roles r on r.oid = m.member
     where r.rolname = any ($1)`,
    [roles],
  )
  expect([...strong, ...owned, ...members]).toEqual([])
})

test('the web server’s role has no right on anything of the matcher’s, and the matcher’s none on anything else', async () => {
  const rights = (role: string, schemas: string) =>
    list(
      `select c.oid::regclass::text as found from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname ${schemas} and c.relkind in ('r', 'p', 'v', 'm')
         and has_table_privilege($1, c.oid, 'select, insert, update, delete')`,
      [role],
    )
  const mayEnter = await list(
    `select 'matcher' as found where has_schema_privilege($1, 'matcher', 'usage')`,
    [WEB_ROLE],
  )
  expect([...mayEnter, ...(await rights(WEB_ROLE, "= 'matcher'"))]).toEqual([])
  expect(await rights(MATCHER_ROLE, "in ('app', 'jobs')")).toEqual([])
})
