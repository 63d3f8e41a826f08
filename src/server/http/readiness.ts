import type { Context } from '../context.ts'

export type ReadinessContext = Pick<Context, 'db' | 'clock'>

export type ReadyState = 'ready' | 'draining' | 'database-unreachable'

/** Whether a balancer should send requests to this process. */
export type Readiness = {
  check(): Promise<ReadyState>
  /** From now on it should not: the process is about to stop. */
  drain(): void
}

const PATIENCE_MS = 2_000
/** Anybody may ask: the database is bothered no more often than this. */
const KEPT_MS = 500

/**
 * A process that takes requests has migrated its database before. Without the matcher it goes on: pages are read, and
 * what needs the matcher says so; taken out for it, all processes would be out at once.
 */
export function openReadiness(ctx: ReadinessContext): Readiness {
  let draining = false
  let known: Promise<boolean> | null = null

  function reachesDatabase(): Promise<boolean> {
    known ??= within(
      PATIENCE_MS,
      ctx.clock(ctx.db).then(
        () => true,
        () => false,
      ),
    ).finally(() => {
      setTimeout(() => {
        known = null
      }, KEPT_MS).unref()
    })
    return known
  }

  return {
    async check() {
      if (draining) return 'draining'
      const reached = await reachesDatabase()
      // It may have begun while the database was asked.
      if (draining) return 'draining'
      return reached ? 'ready' : 'database-unreachable'
    },
    drain() {
      draining = true
    },
  }
}

/** False where it takes longer. */
async function within(ms: number, answer: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
