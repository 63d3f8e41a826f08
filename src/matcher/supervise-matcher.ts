import { setTimeout as passed } from 'node:timers/promises'
import { MatcherStartError } from './matcher-error.ts'
import { type MatcherProcess, type StartOptions, startProcess } from './start-process.ts'

const FIRST_BACKOFF_MS = 250
const LONGEST_BACKOFF_MS = 30_000
/** A process that has run for so long is well again: the next failure starts from the shortest wait. */
const WELL_AFTER_MS = 60_000

export type SuperviseOptions = StartOptions & {
  readonly log: {
    info(details: { readonly pid: number }, message: string): void
    error(details: { readonly reason: string }, message: string): void
  }
}

export type SupervisedMatcher = {
  /** Of the process that runs now, or that ran last. */
  readonly pid: number
  /** Resolves when the process that is running now is gone and another takes calls. */
  readonly restarted: Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the matcher's process, and starts it again when it dies, until `stop`. It does not outlive this process.
 * Rejects with `MatcherStartError` where it cannot start at first.
 */
export async function superviseMatcher(options: SuperviseOptions): Promise<SupervisedMatcher> {
  const { log } = options
  const stopping = new AbortController()
  let running: MatcherProcess = await startProcess(options)
  let again = Promise.withResolvers<void>()
  let backoffMs = FIRST_BACKOFF_MS

  async function watch(): Promise<void> {
    for (;;) {
      const well = setTimeout(() => {
        backoffMs = FIRST_BACKOFF_MS
      }, WELL_AFTER_MS).unref()
      await running.ended
      clearTimeout(well)
      if (stopping.signal.aborted) return
      log.error({ reason: 'ended' }, 'the matcher stopped unexpectedly: starting it again')
      do {
        if (!(await pause(backoffMs))) return
        backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS)
      } while (!(await restart()))
    }
  }

  async function restart(): Promise<boolean> {
    try {
      running = await startProcess(options)
    } catch (error) {
      log.error({ reason: reasonOf(error) }, 'the matcher could not be started')
      return false
    }
    // Stopped while it was starting.
    if (stopping.signal.aborted) await running.stop()
    log.info({ pid: running.pid }, 'the matcher runs again')
    again.resolve()
    again = Promise.withResolvers()
    return true
  }

  /** False once `stop` was called. */
  async function pause(ms: number): Promise<boolean> {
    try {
      await passed(ms, undefined, { signal: stopping.signal })
    } catch {
      // Aborted.
    }
    return !stopping.signal.aborted
  }

  const watching = watch()
  return {
    get pid() {
      return running.pid
    },
    get restarted() {
      return again.promise
    },
    async stop() {
      stopping.abort()
      await running.stop()
      await watching
    },
  }
}

/** Other messages may quote what they are about. */
function reasonOf(error: unknown): string {
  if (error instanceof MatcherStartError) return error.message
  return error instanceof Error ? error.name : 'unknown'
}
