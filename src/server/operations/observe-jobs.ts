import type { JobHandlers } from '../jobs/jobs.ts'
import type { Observe } from './observer.ts'

/** Jobs of every kind under one name: which of them there are tells what people do. */
export function observeJobs(handlers: JobHandlers, observe: Observe): JobHandlers {
  const job = (work: () => Promise<void>) => observe({ kind: 'job', name: 'job' }, work)
  return {
    performDue: (sessionId) => job(() => handlers.performDue(sessionId)),
    deliverMail: (outboxId) => job(() => handlers.deliverMail(outboxId)),
    sweep: handlers.sweep,
  }
}
