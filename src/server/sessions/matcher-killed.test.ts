import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { TEST_PASSWORDS } from '../../../tests/support/cluster.ts'
import { createTwoLawyers, openMatterForTwo, openSession } from '../../../tests/support/negotiation.ts'
import { openTable, type Table } from '../../../tests/support/table.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { CommandReceipt } from '../../contract/session-commands.ts'
import { SIDES } from '../../domain/side.ts'
import { connectMatcher } from '../../matcher/client.ts'
import { type SupervisedMatcher, superviseMatcher } from '../../matcher/supervise-matcher.ts'
import { databaseClock } from '../db/clock.ts'
import { type Db, openDatabase, openPool } from '../db/database.ts'
import { MATCHER_ROLE, urlForRole } from '../db/roles.ts'

/** The server over the matcher in its own process, by the database's clock, as it is shipped. */
let server: TestServer
let matcher: SupervisedMatcher
let records: Db
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backchannel-killed-'))
  const socketPath = join(folder, 'run', 'matcher.sock')
  server = await startTestServer({
    clusterUrl: inject('clusterUrl'),
    change: (ctx) => ({
      ...ctx,
      clock: databaseClock,
      matcher: connectMatcher({ socketPath, log: { warn: () => {} } }),
    }),
  })
  const databaseUrl = urlForRole(server.ownerUrl, MATCHER_ROLE, TEST_PASSWORDS.matcher)
  records = openDatabase(openPool(databaseUrl, 'matcher', { onError: () => {} }))
  matcher = await superviseMatcher({
    settings: { databaseUrl, keyFolder: join(folder, 'keys'), socketPath, logLevel: 'silent' },
    setPassword: async () => {
      throw new Error('the address names the password')
    },
    log: { info: () => {}, error: () => {} },
  })
})
afterAll(async () => {
  await matcher.stop()
  await records.destroy()
  await server.close()
  await rm(folder, { recursive: true })
})

const MATTERS = 4
const ROUNDS = 3

test('commands while it is killed again and again are done, or say that they are not, and each is done once', async () => {
  const people = await createTwoLawyers(server)
  const tables: Table[] = []
  for (let i = 0; i < MATTERS; i += 1) {
    const negotiation = await openMatterForTwo(server, { people, caption: `Matter ${i} v. Other` })
    await openSession(negotiation)
    const table = openTable(negotiation, server.services)
    for (const side of SIDES) await table.join(side)
    tables.push(table)
  }

  for (let round = 0; round < ROUNDS; round += 1) {
    const commands = await Promise.all(
      tables.flatMap((table) =>
        SIDES.map(async (side) => {
          const entry = await table.seal(side, 'opening', BigInt(100_000_00 + round))
          const key = randomUUID()
          return () => table.send(side, entry, key)
        }),
      ),
    )
    const again = matcher.restarted
    const receipts = commands.map((send) => send())
    await Promise.race(receipts)
    process.kill(matcher.pid, 'SIGKILL')
    for (const receipt of await Promise.all(receipts)) expect(ANSWERS).toContainEqual(receipt)
    await again
    for (const send of commands) expect(await send()).toEqual(DONE)
  }

  for (const table of tables) {
    const { session, view } = await table.read('plaintiff')
    expect(view.own?.standing).toBeTruthy()
    expect(await recordsOf(session.id)).toBe(2 * ROUNDS)
    const entries = await server.ctx.db
      .selectFrom('entries')
      .select('entryId')
      .where('sessionId', '=', session.id)
      .execute()
    expect(entries).toHaveLength(2 * ROUNDS)
  }
})

const DONE: CommandReceipt = { result: 'done', code: null, nextPossibleAt: null }
const ANSWERS: readonly CommandReceipt[] = [
  DONE,
  { result: 'refused', code: 'temporarily-unavailable', nextPossibleAt: null },
  { result: 'refused', code: 'outcome-unknown', nextPossibleAt: null },
]

async function recordsOf(sessionId: string): Promise<number> {
  const { rows } = await sql`select 1 from matcher.records where session_id = ${sessionId}`.execute(records)
  return rows.length
}
