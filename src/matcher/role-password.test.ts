import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { setRolePassword, urlForRole } from '../server/db/roles.ts'
import { rolePassword } from './role-password.ts'
import { signIn } from './sign-in.ts'

let database: TestDatabase
let owner: pg.Client
let folder: string
/** Not the matcher's own, which belongs to the whole server. */
const role = `matcher_${randomUUID().replaceAll('-', '')}`

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await owner.query(`create role ${role} login`)
  folder = await mkdtemp(join(tmpdir(), 'backchannel-role-'))
})
afterAll(async () => {
  await owner.query(`drop role ${role}`)
  await owner.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

const settings = (databaseUrl: string) => ({
  databaseUrl,
  keyFolder: join(folder, 'keys'),
  socketPath: '',
  logLevel: 'silent' as const,
})
const unasked = async () => {
  throw new Error('nobody should be asked')
}

test('the database gets to know the matcher’s password by a verifier, which opens nothing', async () => {
  const databaseUrl = urlForRole(database.ownerUrl, role)
  const asked: string[] = []
  const url = await signIn(settings(databaseUrl), async (verifier) => {
    asked.push(verifier)
    await setRolePassword(database.ownerUrl, role, verifier)
  })
  expect(asked).toHaveLength(1)
  expect(new URL(url).password).toBe(await rolePassword(join(folder, 'keys')))
  expect(asked[0]).not.toContain(new URL(url).password)

  const client = new pg.Client({ connectionString: url })
  await client.connect()
  expect((await client.query('select current_user')).rows).toEqual([{ current_user: role }])
  await client.end()
  const withVerifier = new pg.Client({ connectionString: urlForRole(databaseUrl, role, asked[0]) })
  await expect(withVerifier.connect()).rejects.toMatchObject({ code: '28P01' })

  expect(await signIn(settings(databaseUrl), unasked)).toBe(url)
})

test('an address that names a password is used as it is', async () => {
  const url = 'postgres://matcher:secret@127.0.0.1:1/none'
  expect(await signIn(settings(url), unasked)).toBe(url)
})

test('a database that is not there asks for no password', async () => {
  const url = await signIn(settings('postgres://matcher@127.0.0.1:1/none'), unasked)
  expect(new URL(url).password).toBe(await rolePassword(join(folder, 'keys')))
})
