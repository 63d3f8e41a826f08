import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../src/server/config.ts'
import { type Context, cryptographicChance } from '../../src/server/context.ts'
import { openDatabase, openPool } from '../../src/server/db/database.ts'
import type { Jobs } from '../../src/server/jobs/jobs.ts'
import { openLog } from '../../src/server/log.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

/** A job as it was enqueued; the virtual clock of the tests runs none. */
export type EnqueuedJob =
  | { readonly kind: 'mail'; readonly id: string; readonly notBefore: number | null }
  | { readonly kind: 'session-due'; readonly id: string; readonly dueAt: number }

export type BareContext = {
  readonly ctx: Pick<Context, 'config' | 'log' | 'db' | 'clock' | 'chance' | 'jobs'>
  readonly clock: VirtualClock
  readonly database: TestDatabase
  readonly enqueued: readonly EnqueuedJob[]
  close(): Promise<void>
}

/** A real database with a clock that the test holds, and no more: for what is tested below the whole server. */
export async function openBareContext(environment: Record<string, string> = {}): Promise<BareContext> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'backchannel-bare-'))
  const config = loadConfig({
    DATA_FOLDER: folder,
    APP_SECRET: 'a secret for the tests, of no worth anywhere',
    LOG_LEVEL: 'silent',
    ...environment,
  })
  const pool = openPool(database.webUrl, 'app', { onError: () => {} })
  const db = openDatabase(pool)
  const clock = virtualClock()
  const enqueued: EnqueuedJob[] = []
  const jobs: Jobs = {
    enqueueMail: async (_tx, id, notBefore) => {
      enqueued.push({ kind: 'mail', id, notBefore: notBefore ?? null })
    },
    enqueueSessionDue: async (_tx, id, dueAt) => {
      enqueued.push({ kind: 'session-due', id, dueAt })
    },
    start: async () => {},
    stop: async () => {},
  }
  return {
    ctx: { config, log: openLog(config.logLevel), db, clock: clock.read, chance: cryptographicChance, jobs },
    clock,
    database,
    enqueued,
    async close() {
      await db.destroy()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
