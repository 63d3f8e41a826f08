import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { ENTRIES } from '../support/server-process.ts'

/** So many starts may fail one after the other, for want of what was killed while it started. */
const MOST_FAILED_STARTS = 20

/** A shipped process that is started again whenever it dies, as by the service manager of a machine. */
export type KeptProcess = {
  /** Of the process that runs now; undefined where none has been started yet. */
  pid(): number | undefined
  /** How often it was started, and how often it gave up while starting. */
  starts(): { readonly begun: number; readonly failed: number }
  /** Resolves when the process that runs now, or is starting, is at work. */
  whenReady(): Promise<void>
  /** In order, as by `SIGTERM`. */
  stop(): Promise<void>
}

export type KeptProcessOptions = {
  readonly entry: keyof typeof ENTRIES
  readonly environment: Readonly<Record<string, string>>
  /** What it says when it is at work. */
  readonly says: string
  readonly logFile: number | 'ignore'
}

export function keepProcess({ entry, environment, says, logFile }: KeptProcessOptions): KeptProcess {
  let child: ChildProcess | null = null
  let ready = Promise.withResolvers<void>()
  ready.promise.catch(() => {})
  let begun = 0
  let failed = 0
  let inARow = 0
  let stopping = false

  async function keepRunning(): Promise<void> {
    while (!stopping) {
      begun += 1
      child = spawn(process.execPath, [ENTRIES[entry]], {
        env: environment,
        stdio: ['ignore', 'pipe', logFile],
      })
      let said = ''
      child.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        if (!said.includes(says)) return
        inARow = 0
        ready.resolve()
      })
      const [code] = await once(child, 'exit')
      if (code !== null && !stopping) {
        failed += 1
        inARow += 1
      }
      if (inARow > MOST_FAILED_STARTS) {
        ready.reject(new Error(`${entry} did not start ${inARow} times in a row`))
        return
      }
      ready = followedBy(ready)
    }
  }
  const running = keepRunning()

  return {
    pid: () => child?.pid,
    starts: () => ({ begun, failed }),
    whenReady: () => ready.promise,
    async stop() {
      stopping = true
      child?.kill('SIGTERM')
      await running
    },
  }
}

/** Whoever waits for the one before goes on waiting, for the one after it. */
function followedBy(before: PromiseWithResolvers<void>): PromiseWithResolvers<void> {
  const next = Promise.withResolvers<void>()
  next.promise.catch(() => {})
  before.resolve(next.promise)
  return next
}
