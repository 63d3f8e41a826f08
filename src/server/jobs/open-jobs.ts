import { fromKysely, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { SessionId } from '../../domain/ids.ts'
import { describeError } from '../describe-error.ts'
import type { OutboxId } from '../mail/tables.ts'
import type { Jobs } from './jobs.ts'
import { type Sweeping, startSweeping } from './start-sweeping.ts'

const SESSION_DUE = 'session-due'
const MAIL = 'mail'

const POLL_SECONDS = 1
const STOP_TIMEOUT_MS = 20_000

/**
 * Opens the job queue, so that work can be enqueued; `start` begins to work. `webUrl` connects as the web server's role,
 * which works with the queue's tables and owns none. The queue has connections of its own: with those of the requests, a
 * transaction that enqueues could wait for one that waits for it.
 */
export async function openJobs(webUrl: string, log: Logger): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: webUrl,
    max: 4,
    schema: 'jobs',
    // The tables come from a migration, by their owner.
    createSchema: false,
    migrate: false,
    reindex: false,
    schedule: false,
    registerInstance: false,
    monitorVacuum: false,
  })
  boss.on('error', (error) => log.error({ error: describeError(error) }, 'the job queue failed at something'))
  // What it warns of may quote an error of the database.
  boss.on('warning', ({ message }) => log.warn({ reason: message.split(':')[0] }, 'the job queue warns'))
  await boss.start()
  // Of the jobs with one key, `short` keeps one waiting.
  const queue = {
    policy: 'short',
    retryBackoff: true,
    retryDelay: 1,
    retryDelayMax: 60,
    deleteAfterSeconds: 86_400,
  }
  await boss.createQueue(SESSION_DUE, { ...queue, retryLimit: 20, expireInSeconds: 120 })
  await boss.createQueue(MAIL, { ...queue, retryLimit: 5, expireInSeconds: 300 })

  let sweeping: Sweeping | null = null
  return {
    async enqueueSessionDue(tx, sessionId, dueAt) {
      // By session and instant: a start put off must not be held up by the job of the earlier one.
      const singletonKey = `${sessionId}/${dueAt}`
      await boss.send(
        SESSION_DUE,
        { sessionId },
        { singletonKey, startAfter: new Date(dueAt), db: fromKysely(tx) },
      )
    },

    async enqueueMail(tx, outboxId, notBefore) {
      const startAfter = notBefore === undefined ? {} : { startAfter: new Date(notBefore) }
      await boss.send(MAIL, { outboxId }, { singletonKey: outboxId, ...startAfter, db: fromKysely(tx) })
    },

    async start({ performDue, deliverMail, sweep }) {
      const polling = { pollingIntervalSeconds: POLL_SECONDS, batchSize: 10, burstWhenBatchFull: true }
      await boss.work<{ sessionId: SessionId }>(SESSION_DUE, polling, (jobs) =>
        allOf(jobs.map(({ data }) => performDue(data.sessionId))),
      )
      await boss.work<{ outboxId: OutboxId }>(MAIL, polling, (jobs) =>
        allOf(jobs.map(({ data }) => deliverMail(data.outboxId))),
      )
      sweeping = startSweeping(sweep, log)
    },

    async stop() {
      await sweeping?.stop()
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS })
    },
  }
}

/** Waits for every one before failing by the first: none is left running when its batch is tried again. */
async function allOf(work: readonly Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(work)) {
    if (outcome.status === 'rejected') throw outcome.reason
  }
}
