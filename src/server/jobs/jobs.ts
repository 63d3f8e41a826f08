import type { Instant } from '../../domain/deadlines.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { Tx } from '../db/database.ts'
import type { OutboxId } from '../mail/tables.ts'

/**
 * Work for later. It is enqueued in the transaction of what it is about, so neither exists without the other; every
 * handler looks at the state again under a lock, so a job too many does nothing, and the sweep finds what was missed.
 */
export type Jobs = {
  /** `dueAt` is by the database's clock (a practice session's own time is ahead of it). */
  enqueueSessionDue(tx: Tx, sessionId: SessionId, dueAt: Instant): Promise<void>
  /** `notBefore` puts off a further attempt; without it, the mail goes as soon as this transaction commits. */
  enqueueMail(tx: Tx, outboxId: OutboxId, notBefore?: Instant): Promise<void>
  /** Begins to work. Sweeps once at the start, for what came due while no process ran. */
  start(handlers: JobHandlers): Promise<void>
  /** Lets running handlers end, and a sweep what it has in hand; takes no more. */
  stop(): Promise<void>
}

/** What the composition root connects. A handler that throws is run again later. */
export type JobHandlers = {
  readonly performDue: (sessionId: SessionId) => Promise<void>
  readonly deliverMail: (outboxId: OutboxId) => Promise<void>
  /**
   * Each minute: due sessions, due reminders and unsent mail that no job has seen to. Of very many it may take long: once `signal` is
   * aborted, it ends after what it has in hand, and the next sweep goes on.
   */
  readonly sweep: (signal: AbortSignal) => Promise<void>
}
