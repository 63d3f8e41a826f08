import type { Logger } from 'pino'
import { describeError } from '../describe-error.ts'
import type { JobHandlers } from './jobs.ts'

export type Sweeping = { stop(): Promise<void> }

const PAUSE_MS = 60_000

/**
 * Sweeps at once and then each minute, one sweep at a time. It relies on no table of the queue: what a lost job was to
 * do is done all the same. Several processes may sweep at once.
 */
export function startSweeping(sweep: JobHandlers['sweep'], log: Logger): Sweeping {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running = run()

  async function run(): Promise<void> {
    try {
      await sweep(stopping.signal)
    } catch (error) {
      log.error({ error: describeError(error) }, 'a sweep failed; the next one comes in a minute')
    }
    if (stopping.signal.aborted) return
    timer = setTimeout(() => {
      running = run()
    }, PAUSE_MS)
  }

  return {
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}
