import type { Scheduler } from 'fast-check'
import type { Thread, Threads } from '../support/threads/threads.ts'

/**
 * Runs the threads to their end, the scheduler choosing at each step whose next SQL statement runs. `besides` are acts that
 * it may fit in between any two statements, such as the clock's moving on.
 */
export async function interleave(
  scheduler: Scheduler,
  threads: Threads,
  wanted: readonly Thread[],
  besides: readonly (readonly [label: string, act: () => void])[] = [],
): Promise<void> {
  const offered = new Set<Thread>()
  for (const [label, act] of besides) offer(label, async () => act())
  while (wanted.some(({ isOver }) => !isOver)) {
    for (const thread of threads.standing) {
      if (offered.has(thread)) continue
      offered.add(thread)
      offer(`${thread.label} | ${thread.next?.slice(0, 60)}`, async () => {
        offered.delete(thread)
        await threads.step(thread)
      })
    }
    if (scheduler.count() > 0) await scheduler.waitOne()
    else await threads.waitForChange()
  }

  function offer(label: string, builder: () => Promise<void>): void {
    scheduler.scheduleSequence([{ label, builder }])
  }
}
