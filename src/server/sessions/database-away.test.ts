import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { TEST_PASSWORDS } from '../../../tests/support/cluster.ts'
import { startCuttingProxy } from '../../../tests/support/cutting-proxy.ts'
import {
  commandOver,
  type Negotiation,
  openMatterForTwo,
  openSession,
  readOver,
  sealOver,
} from '../../../tests/support/negotiation.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { waitUntilBlocked } from '../../../tests/support/wait-until-blocked.ts'
import { openDatabase, openPool } from '../db/database.ts'
import { urlForRole, WEB_ROLE } from '../db/roles.ts'
import { enterNumber } from './enter-number.ts'

let server: TestServer
let negotiation: Negotiation
let holder: pg.Client

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl'), http: 'api' })
  negotiation = await openMatterForTwo(server)
  await openSession(negotiation)
  holder = new pg.Client({ connectionString: server.ownerUrl })
  await holder.connect()
})
afterAll(async () => {
  await holder.end()
  await server.close()
})

/** Every connection of the web server's that waits for a lock is ended, as a killed PostgreSQL ends it. */
async function endTheWaiting(): Promise<void> {
  await waitUntilBlocked(server.ctx.db)
  await holder.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
}

async function whileLocked<T>(table: string, work: () => Promise<T>): Promise<T> {
  await holder.query(`begin; lock table ${table} in access exclusive mode`)
  try {
    const working = work()
    await endTheWaiting()
    return await working
  } finally {
    await holder.query('rollback')
  }
}

const TEMPORARILY = { result: 'refused', code: 'temporarily-unavailable', nextPossibleAt: null }
const DONE = { result: 'done', code: null, nextPossibleAt: null }

test('a command that loses the database before it is looked at is certainly not done, and is done when asked again', async () => {
  const entry = await sealOver(negotiation, 'plaintiff', 'opening', 100_000_00n)
  const key = randomUUID()
  const send = () => commandOver(negotiation, 'plaintiff', 'entries', entry, key)
  expect(await whileLocked('app.idempotency_keys', send)).toEqual(TEMPORARILY)
  expect(await send()).toEqual(DONE)
})

test('one that loses it after the matcher was asked may have been done; asked again, it is done once', async () => {
  const entry = await sealOver(negotiation, 'plaintiff', 'opening', 90_000_00n)
  const key = randomUUID()
  const send = () => commandOver(negotiation, 'plaintiff', 'entries', entry, key)
  expect(await whileLocked('app.entries', send)).toEqual({ ...TEMPORARILY, code: 'outcome-unknown' })
  expect(await send()).toEqual(DONE)
  const { rows } = await sql`select 1 from app.entries where entry_id = ${entry.entryId}`.execute(
    server.ctx.db,
  )
  expect(rows).toHaveLength(1)
})

test.each(['before', 'after'] as const)(
  'one whose line breaks %s its commit may have been done; asked again, it is done once',
  async (moment) => {
    const proxy = await startCuttingProxy(urlForRole(server.ownerUrl, WEB_ROLE, TEST_PASSWORDS.web))
    const db = openDatabase(openPool(proxy.url, 'app', { onError: () => {} }))
    const { viewer } = negotiation.people.plaintiff
    const { session } = await readOver(negotiation, 'plaintiff')
    const entry = await sealOver(negotiation, 'plaintiff', 'opening', 85_000_00n)
    const key = randomUUID()
    const send = () => enterNumber({ ...server.ctx, db }, viewer, session.id, key, entry)
    const written = async () => {
      const { rows } = await sql`select 1 from app.entries where entry_id = ${entry.entryId}`.execute(
        server.ctx.db,
      )
      return rows.length
    }
    proxy.cutNextCommit(moment)
    expect(await send()).toEqual({ ...TEMPORARILY, code: 'outcome-unknown' })
    // PostgreSQL may still be at it.
    await server.ctx.db
      .transaction()
      .execute((tx) => sql`select from app.sessions where id = ${session.id} for update`.execute(tx))
    expect(await written()).toBe(moment === 'after' ? 1 : 0)
    expect(await send()).toEqual(DONE)
    expect(await written()).toBe(1)
    await db.destroy()
    await proxy.close()
  },
)

test('a sign-in that cannot be looked up is not taken for none', async () => {
  const { headers } = negotiation.people.plaintiff
  const url = `${server.url}/api/v1/matters/${negotiation.matterId}/session`
  const response = await whileLocked('app.sign_ins', () => fetch(url, { headers }))
  expect([response.status, await response.json()]).toEqual([503, TEMPORARILY])
  expect(response.headers.get('Retry-After')).toBe('5')
})

test('a command that waits for a lock too long gives up with nothing done, and is done when asked again', async () => {
  const webUrl = urlForRole(server.ownerUrl, WEB_ROLE, TEST_PASSWORDS.web)
  const db = openDatabase(openPool(webUrl, 'app', { lockTimeoutMs: 20, onError: () => {} }))
  const { viewer } = negotiation.people.plaintiff
  const { session } = await readOver(negotiation, 'plaintiff')
  const entry = await sealOver(negotiation, 'plaintiff', 'opening', 80_000_00n)
  const key = randomUUID()
  const send = () => enterNumber({ ...server.ctx, db }, viewer, session.id, key, entry)
  await holder.query('begin')
  await holder.query('select 1 from app.sessions where id = $1 for update', [session.id])
  expect(await send()).toEqual(TEMPORARILY)
  await holder.query('rollback')
  expect(await send()).toEqual(DONE)
  await db.destroy()
})
