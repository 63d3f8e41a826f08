import { readFile } from 'node:fs/promises'
import pg from 'pg'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BareContext, openBareContext } from '../../../tests/support/bare-context.ts'
import { HOUR_MS } from '../../domain/deadlines.ts'
import type { SessionId } from '../../domain/ids.ts'
import { databaseClock } from '../db/clock.ts'
import type { OutboxId } from '../mail/tables.ts'
import type { JobHandlers, Jobs } from './jobs.ts'
import { openJobs } from './open-jobs.ts'

const silent = pino({ level: 'silent' })
const newSessionId = () => crypto.randomUUID() as SessionId
const newOutboxId = () => crypto.randomUUID() as OutboxId

let bare: BareContext
beforeAll(async () => {
  bare = await openBareContext()
})
afterAll(() => bare.close())

let jobs: Jobs
beforeEach(async () => {
  jobs = await openJobs(bare.database.webUrl, silent)
})
afterEach(() => jobs.stop())

const now = () => databaseClock(bare.ctx.db)

/** Handlers that do nothing, but for those of a test. */
function handlers(own: Partial<JobHandlers>): JobHandlers {
  return { performDue: async () => {}, deliverMail: async () => {}, sweep: async () => {}, ...own }
}

/** Resolves with the id that a handler is called with, once it is one of those waited for. */
function calledWith<Id>(): { handler: (id: Id) => Promise<void>; called: (id: Id) => Promise<Id> } {
  const seen: Id[] = []
  const waiting = new Map<Id, (id: Id) => void>()
  return {
    handler: async (id) => {
      seen.push(id)
      waiting.get(id)?.(id)
    },
    called: (id) =>
      seen.includes(id) ? Promise.resolve(id) : new Promise((resolve) => waiting.set(id, resolve)),
  }
}

async function jobsOf(key: string): Promise<{ state: string; startAfter: number }[]> {
  const client = new pg.Client({ connectionString: bare.database.ownerUrl })
  await client.connect()
  const { rows } = await client.query(
    'select state, floor(extract(epoch from start_after) * 1000)::int8 as "startAfter" from jobs.job where singleton_key like $1',
    [`${key}%`],
  )
  await client.end()
  return rows
}

describe('the job queue', () => {
  it('does what was enqueued in a transaction that committed, and nothing of one that did not', async () => {
    const due = calledWith<SessionId>()
    const [kept, lost] = [newSessionId(), newSessionId()]
    const at = await now()
    await bare.ctx.db.transaction().execute((tx) => jobs.enqueueSessionDue(tx, kept, at))
    await expect(
      bare.ctx.db.transaction().execute(async (tx) => {
        await jobs.enqueueSessionDue(tx, lost, at)
        throw new Error('something later failed')
      }),
    ).rejects.toThrow('something later failed')

    await jobs.start(handlers({ performDue: due.handler }))
    expect(await due.called(kept)).toBe(kept)
    expect(await jobsOf(lost)).toEqual([])
  })

  it('keeps what is due later until then, once for each instant', async () => {
    const sessionId = newSessionId()
    const later = (await now()) + HOUR_MS
    for (const dueAt of [later, later, later + 1]) {
      await bare.ctx.db.transaction().execute((tx) => jobs.enqueueSessionDue(tx, sessionId, dueAt))
    }
    expect((await jobsOf(sessionId)).sort((a, b) => a.startAfter - b.startAfter)).toEqual([
      { state: 'created', startAfter: later },
      { state: 'created', startAfter: later + 1 },
    ])
  })

  it('delivers mail, also where its transaction began before the work did', async () => {
    const mail = calledWith<OutboxId>()
    await jobs.start(handlers({ deliverMail: mail.handler }))
    const id = newOutboxId()
    await bare.ctx.db.transaction().execute((tx) => jobs.enqueueMail(tx, id))
    expect(await mail.called(id)).toBe(id)
  })

  it('lets a mail wait for its next attempt while the present one goes on', async () => {
    const id = newOutboxId()
    const next = (await now()) + HOUR_MS
    const attempted = new Promise<void>((resolve, reject) => {
      const deliverMail = async () => {
        await bare.ctx.db.transaction().execute((tx) => jobs.enqueueMail(tx, id, next))
        resolve()
      }
      jobs.start(handlers({ deliverMail })).catch(reject)
    })
    await bare.ctx.db.transaction().execute((tx) => jobs.enqueueMail(tx, id))
    await attempted
    expect(await jobsOf(id)).toContainEqual({ state: 'created', startAfter: next })
  })

  it('runs a handler that failed again', async () => {
    const due = calledWith<SessionId>()
    const sessionId = newSessionId()
    let calls = 0
    const performDue = async (id: SessionId) => {
      if (id !== sessionId) return
      calls += 1
      if (calls === 1) throw new Error('the matcher is away')
      await due.handler(id)
    }
    const at = await now()
    await bare.ctx.db.transaction().execute((tx) => jobs.enqueueSessionDue(tx, sessionId, at))
    await jobs.start(handlers({ performDue }))
    await due.called(sessionId)
    expect(calls).toBe(2)
  })

  it('sweeps at the start, and goes on after a sweep that failed', async () => {
    const swept = new Promise<void>((resolve) => {
      const sweep = async () => {
        resolve()
        throw new Error('the database went away')
      }
      void jobs.start(handlers({ sweep }))
    })
    await swept
    await jobs.stop()
  })

  it('lets running work end before it stops', async () => {
    const sessionId = newSessionId()
    const done: string[] = []
    let finish = () => {}
    const running = new Promise<void>((started) => {
      const performDue = async () => {
        started()
        await new Promise<void>((resolve) => {
          finish = resolve
        })
        done.push('work')
      }
      void jobs.start(handlers({ performDue }))
    })
    const at = await now()
    await bare.ctx.db.transaction().execute((tx) => jobs.enqueueSessionDue(tx, sessionId, at))
    await running
    const stopped = jobs.stop().then(() => done.push('stopped'))
    finish()
    await stopped
    expect(done).toEqual(['work', 'stopped'])
  })

  it('has a sweep end after what it has in hand, and waits for that alone', async () => {
    const begun = Promise.withResolvers<void>()
    const sweep = (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve())
        begun.resolve()
      })
    await jobs.start(handlers({ sweep }))
    await begun.promise
    await jobs.stop()
  })

  it('finds the tables that its library expects; a newer one needs a migration first', async () => {
    const manifest = new URL('../../../node_modules/pg-boss/package.json', import.meta.url)
    const library: { pgboss: { schema: number } } = JSON.parse(await readFile(manifest, 'utf8'))
    const client = new pg.Client({ connectionString: bare.database.ownerUrl })
    await client.connect()
    const { rows } = await client.query('select version from jobs.version')
    await client.end()
    expect(rows).toEqual([{ version: library.pgboss.schema }])
  })
})
