import type { Logger } from 'pino'
import type { OpenMatcher } from '../matcher/protocol.ts'
import { preparingPool } from '../postgres/preparing-pool.ts'
import { createAuth } from './accounts/auth.ts'
import type { Config } from './config.ts'
import { type Context, cryptographicChance } from './context.ts'
import type { Clock } from './db/clock.ts'
import { openDatabase, openPool } from './db/database.ts'
import { migrate } from './db/migrate.ts'
import { ensureRoles, urlForRole, WEB_ROLE } from './db/roles.ts'
import { openFiles } from './files/open-files.ts'
import type { Jobs } from './jobs/jobs.ts'
import { openLiveEvents } from './live/open-live-events.ts'
import { countWaiting } from './operations/count-waiting.ts'
import { observeMatcher } from './operations/observe-matcher.ts'
import { observePool } from './operations/observe-pool.ts'
import { NO_OBSERVATION, type Observation } from './operations/open-observation.ts'

/** What is given from outside: the shipped entry points give the real ones, tests their own. */
export type Parts = {
  readonly config: Config
  readonly log: Logger
  /** Connects as the owner: roles and migrations; nothing else uses it. */
  readonly ownerUrl: string
  readonly clock: Clock
  /** Called when the matcher's role and schema are there. */
  readonly openMatcher: () => Promise<OpenMatcher>
  readonly openJobs: (webUrl: string, log: Logger) => Promise<Jobs>
  /** Nothing is observed unless given. */
  readonly observation?: Observation
}

export type Composed = { readonly ctx: Context; close(): Promise<void> }

/** Prepares the database and connects the parts of one process. */
export async function compose(parts: Parts): Promise<Composed> {
  const { config, log, ownerUrl, observation = NO_OBSERVATION } = parts
  const { observe, metrics, traces } = observation
  const { webRolePassword } = config.secrets
  await ensureRoles(ownerUrl, webRolePassword)
  await migrate(ownerUrl)

  const webUrl = urlForRole(ownerUrl, WEB_ROLE, webRolePassword)
  const onError = (error: Error) => log.warn({ kind: error.name }, 'a database connection broke')
  const files = await openFiles(config.files)
  const pool = openPool(webUrl, 'app', { onError })
  metrics?.watchPool(pool)
  const db = openDatabase(traces ? observePool(preparingPool(pool), observe) : pool)
  const matcher = observeMatcher(await parts.openMatcher(), observe)
  metrics?.watchWaiting(() => countWaiting({ db, clock: parts.clock }))
  const jobs = await parts.openJobs(webUrl, log)
  const live = await openLiveEvents(webUrl, log)
  const base = {
    config,
    log,
    db,
    clock: parts.clock,
    chance: cryptographicChance,
    matcher,
    files,
    jobs,
    live,
  }
  const ctx: Context = { ...base, auth: createAuth(base) }
  return {
    ctx,
    async close() {
      await jobs.stop()
      await live.close()
      await matcher.close()
      await db.destroy()
    },
  }
}
